using Crm.Core.Activities;

namespace Crm.Core.CaptureControl;

/// <summary>The owner of the mailbox allows somebody to read the words of an item, declines it, or takes back what was allowed.</summary>
public sealed record DecideAccess(Guid RequestId, bool IsAllowed) : ICardRequest
{
    public static string Verb => "words.decide";
}

public sealed class DecideAccessHandler(ICrmDb db, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task<Result<AccessRequestState>> HandleAsync(DecideAccess decide, CancellationToken ct)
    {
        // Whoever asked sees the row as well: their own request is not theirs to decide about.
        var request = await db.AccessRequests.SingleOrDefaultAsync(r => r.Id == decide.RequestId && r.AskedBy != user.Id, ct);
        if (request is null)
        {
            return Refusal.NotFound("request");
        }

        request.Decide(
            decide.IsAllowed ? AccessRequestState.Allowed
                : request.State is AccessRequestState.Allowed ? AccessRequestState.TakenBack
                : AccessRequestState.Declined,
            user.Id, clock.GetUtcNow());
        return await db.SaveAsync(ct) is { } refused ? refused : request.State;
    }
}
