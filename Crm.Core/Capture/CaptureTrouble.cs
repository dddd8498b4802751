namespace Crm.Core.Capture;

/// <summary>Reasons for which folders of a tenant's mailboxes are not read now, with how many of each.</summary>
public sealed class CaptureTroubleHandler(ICrmDb db)
{
    /// <summary>Once can be anything; a folder that failed more often is in trouble.</summary>
    private const int Often = 3;

    public async Task<IReadOnlyDictionary<string, int>> HandleAsync(CancellationToken ct) =>
        await db.CaptureCursors.Select(c => new { c.LastError, c.Failures })
            .Concat(db.CaptureBackfills.Select(b => new { b.LastError, b.Failures }))
            .Where(c => c.LastError != null && c.Failures >= Often && c.LastError != CapturePause.Throttled
                && c.LastError != OwnersConsent.NotConnected)
            .GroupBy(c => c.LastError!).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, ct);
}
