using Crm.Core.Access;
using Crm.Core.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Crm.Core.Capture;

/// <param name="Backfill">How the reading of its older mail stands; null where there is none.</param>
public sealed record FolderState(
    string Resource, DateTimeOffset? LastRunAt, DateTimeOffset? PausedUntil, string? Problem, BackfillProgress? Backfill);

public sealed record ReasonCount(string Reason, string Sentence, int Count);

/// <param name="Mode">Whether capture runs at all.</param>
/// <param name="Folders">How far each folder of the caller's mailbox has been read.</param>
/// <param name="LastWeek">What became of the items decided in the past seven days, most frequent first.</param>
public sealed record CaptureStateView(CaptureMode Mode, IReadOnlyList<FolderState> Folders, IReadOnlyList<ReasonCount> LastWeek);

/// <summary>How capture of the caller's own mailbox stands.</summary>
public sealed record ShowCaptureState;

public sealed class ShowCaptureStateHandler(ICrmDb db, CurrentUser user, IOptions<CapturePolicy> options, TimeProvider clock)
{
    public async Task<Result<CaptureStateView>> HandleAsync(ShowCaptureState ask, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var since = now.AddDays(-7);
        var cursors = await db.CaptureCursors.Where(c => c.UserId == user.Id).OrderBy(c => c.Resource).AsNoTracking().ToListAsync(ct);
        var backfills = await db.CaptureBackfills.Where(b => b.UserId == user.Id).AsNoTracking()
            .ToDictionaryAsync(b => b.Resource, b => BackfillProgress.Of(b, now), StringComparer.Ordinal, ct);
        var counts = await db.CaptureLedger.Where(e => e.UserId == user.Id && e.DecidedAt >= since)
            .GroupBy(e => e.Reason).Select(g => new { Reason = g.Key, Count = g.Count() }).ToListAsync(ct);
        return new CaptureStateView(
            options.Value.Mode,
            [.. cursors.Select(c => new FolderState(
                c.Resource, c.LastRunAt, c.PausedUntil > now ? c.PausedUntil : null, c.LastError,
                backfills.GetValueOrDefault(c.Resource)))],
            [.. counts.OrderByDescending(c => c.Count).ThenBy(c => c.Reason, StringComparer.Ordinal)
                .Select(c => new ReasonCount(c.Reason, CaptureReason.Sentence(c.Reason), c.Count))]);
    }
}
