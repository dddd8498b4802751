namespace Crm.Core.Activities;

/// <summary>Takes a completion or a cancellation back.</summary>
public sealed record ReopenActivity(Guid Id, int? Version = null) : ICardRequest
{
    public static string Verb => "activity.reopen";
}

public sealed class ReopenActivityHandler(ActivityWriter write) : IChangesData
{
    public Task<Result<Guid>> HandleAsync(ReopenActivity reopen, CancellationToken ct) =>
        write.ChangeAsync(reopen.Id, reopen.Version, activity => activity.Reopen(), ct);
}
