namespace Crm.Core.Activities;

/// <summary>Asks the owner of the mailbox for the words of an item that the caller sees without them.</summary>
public sealed record RequestAccess(Guid ActivityId) : ICardRequest
{
    public static string Verb => "words.ask";
}

public sealed class RequestAccessHandler(ICrmDb db, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task<Result<AccessRequestState>> HandleAsync(RequestAccess ask, CancellationToken ct)
    {
        if (!await db.Activities.NotDeleted().AnyAsync(a => a.Id == ask.ActivityId && a.Visibility != ItemVisibility.Full, ct))
        {
            return Refusal.NotFound("activity");
        }

        if (await db.AccessRequests.SingleOrDefaultAsync(r => r.ActivityId == ask.ActivityId && r.AskedBy == user.Id, ct) is { } asked)
        {
            return asked.State;
        }

        db.AccessRequests.Add(AccessRequest.Of(ask.ActivityId, user.Id, clock.GetUtcNow()));
        return await db.SaveAsync(ct) is { } refused ? refused : AccessRequestState.Asked;
    }
}
