using Crm.Core.Activities;

namespace Crm.Core.CaptureControl;

/// <summary>The owner of the mailbox allows somebody to read the words of an item, declines it, or takes back what was allowed.</summary>
public sealed record DecideWords(Guid RequestId, bool IsAllowed) : ICardRequest
{
    public static string Verb => "words.decide";
}

public sealed class DecideWordsHandler(ICrmDb db, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task<Result<WordRequestState>> HandleAsync(DecideWords decide, CancellationToken ct)
    {
        // Whoever asked sees the row as well: their own request is not theirs to decide about.
        var request = await db.WordRequests.SingleOrDefaultAsync(r => r.Id == decide.RequestId && r.AskedBy != user.Id, ct);
        if (request is null)
        {
            return Refusal.NotFound("request");
        }

        request.Decide(
            decide.IsAllowed ? WordRequestState.Allowed
                : request.State is WordRequestState.Allowed ? WordRequestState.TakenBack
                : WordRequestState.Declined,
            user.Id, clock.GetUtcNow());
        return await db.SaveAsync(ct) is { } refused ? refused : request.State;
    }
}
