using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Capture;

/// <summary>The activities that meetings of a calendar became.</summary>
public sealed class FindCapturedHandler(ICrmDb db)
{
    public async Task<IReadOnlyDictionary<string, Guid>> HandleAsync(Guid userId, IReadOnlyCollection<string> graphIds, CancellationToken ct) =>
        (await db.CaptureLedger
            .Where(e => e.UserId == userId && e.Kind == LedgerKind.Event && graphIds.Contains(e.GraphId) && e.ActivityId != null)
            .Select(e => new { e.GraphId, e.ActivityId })
            .ToListAsync(ct))
        .ToDictionary(e => e.GraphId, e => e.ActivityId!.Value, StringComparer.Ordinal);
}
