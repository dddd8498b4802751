using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>Where a folder's backfill stands.</summary>
/// <param name="StartedAt">It can be begun anew.</param>
/// <param name="From">The oldest mail to read.</param>
/// <param name="Before">What is still to be read was received before this.</param>
/// <param name="Link">Where the next page is, when a moment alone does not say it.</param>
/// <param name="WindowStart">From when on the live cursor could take over.</param>
/// <param name="Read">How many mails have been read.</param>
/// <param name="Overlap">How many of them the next page tells again.</param>
/// <param name="PausedUntil">The mailbox is left alone until then.</param>
/// <param name="Failures">How often in a row it could not be read.</param>
public sealed record BackfillPosition(
    BackfillStage Stage, DateTimeOffset StartedAt, DateTimeOffset From, DateTimeOffset Before, string? Link, DateTimeOffset WindowStart,
    int Read, int Overlap, DateTimeOffset? PausedUntil, int Failures);

public sealed record OpenBackfill(Guid UserId, string Resource);

public sealed class OpenBackfillHandler(ICrmDb db, CapturePolicies policies, TimeProvider clock)
{
    /// <returns>Null when nothing is to be read: capture is off, there is none, it is done, or its owner stopped it.</returns>
    public async Task<BackfillPosition?> HandleAsync(OpenBackfill open, CancellationToken ct)
    {
        var backfill = !(await policies.OfAsync(open.UserId, ct)).IsAutomatic ? null : await db.CaptureBackfills.AsNoTracking()
            .FirstOrDefaultAsync(b => b.UserId == open.UserId && b.Resource == open.Resource, ct);
        if (backfill is not { Stage: not BackfillStage.Done, IsStopped: false })
        {
            return null;
        }

        // A mailbox that asked to be left alone means all of its readers.
        var now = clock.GetUtcNow();
        var throttled = await db.CaptureCursors.Where(c => c.UserId == open.UserId && c.LastError == CapturePause.Throttled)
            .MaxAsync(c => c.PausedUntil, ct);
        var isConnected = OwnersConsent.Wants(backfill.LastError) && await db.IsConnectedAsync(open.UserId, ct);
        var paused = throttled > backfill.PausedUntil || backfill.PausedUntil is null || isConnected ? throttled : backfill.PausedUntil;
        return new BackfillPosition(
            backfill.Stage, backfill.StartedAt, backfill.ReadFrom, backfill.ReadBefore, backfill.Link, backfill.WindowStart,
            backfill.ReadCount, backfill.Overlap, paused > now ? paused : null, isConnected ? 0 : backfill.Failures);
    }
}
