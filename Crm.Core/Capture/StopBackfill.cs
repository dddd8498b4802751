namespace Crm.Core.Capture;

/// <summary>Lets the reading of the caller's own older mail rest, or go on.</summary>
public sealed record StopBackfill(bool IsStopped);

public sealed class StopBackfillHandler(ICrmDb db, CurrentUser user) : IChangesData
{
    /// <returns>The folders whose older mail can be read on now.</returns>
    public async Task<Result<string[]>> HandleAsync(StopBackfill stop, CancellationToken ct)
    {
        var backfills = await db.CaptureBackfills.Where(b => b.UserId == user.Id).OrderBy(b => b.Resource).ToListAsync(ct);
        foreach (var backfill in backfills)
        {
            backfill.Stop(stop.IsStopped);
        }

        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        string[] folders = stop.IsStopped ? [] : [.. backfills.Where(b => b.Stage is not BackfillStage.Done).Select(b => b.Resource)];
        return folders;
    }
}
