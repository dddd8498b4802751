using Crm.Core.Policies;
using Microsoft.Extensions.Options;

namespace Crm.Core.Capture;

/// <summary>Where a run starts, or why there is none: a mailbox that is left alone has no place to start from.</summary>
public abstract record CursorOpening
{
    private CursorOpening()
    {
    }

    /// <param name="Run">The run's number: its pages are saved until another run opens the folder.</param>
    /// <param name="Failures">How often in a row the folder could not be read.</param>
    /// <param name="Opened">When the calendar's window was opened: what this mailbox has not shown since is not there any more.</param>
    /// <param name="Began">When the run over the calendar began.</param>
    /// <param name="OwesBackfill">Older mail of the folder waits to be read.</param>
    public sealed record At(
        long Run, string? Link, ReadWindow Window, int Failures, DateTimeOffset? Opened, DateTimeOffset Began, bool OwesBackfill)
        : CursorOpening;

    public sealed record Closed(SyncOutcome Outcome) : CursorOpening;
}

/// <param name="StartOver">The run that has this number has to begin anew: Graph forgot where it stood.</param>
public sealed record OpenCursor(Guid UserId, string Resource, long? StartOver = null);

public sealed class OpenCursorHandler(
    ICrmDb db, ICaptureStore store, CapturePolicies policies, IOptions<CapturePolicy> options, TimeProvider clock) : IChangesData
{
    /// <summary>What is read again reads a little of what was read before: mail is delivered late and clocks differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(2);

    /// <summary>A folder's first round is short, so that new mail does not wait; the older is the backfill's.</summary>
    private static readonly TimeSpan FirstRound = TimeSpan.FromDays(1);

    /// <summary>By how much Exchange's clock may be ahead of ours.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromDays(1);

    /// <summary>A calendar's window is fixed in its token, so it is opened anew once a day.</summary>
    private static readonly TimeSpan WindowLife = TimeSpan.FromHours(24);

    public async Task<CursorOpening> HandleAsync(OpenCursor open, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!(await policies.OfAsync(open.UserId, ct)).IsAutomatic)
        {
            return new CursorOpening.Closed(new SyncOutcome.Off());
        }

        await store.LockCursorAsync(open.UserId, open.Resource, ct);
        var cursors = await db.CaptureCursors.Where(c => c.UserId == open.UserId).ToListAsync(ct);
        var cursor = cursors.FirstOrDefault(c => c.Resource == open.Resource);
        if (cursor is null)
        {
            cursor = CaptureCursor.For(open.UserId, open.Resource);
            db.CaptureCursors.Add(cursor);
        }

        if (open.StartOver is { } run && run != cursor.RunNumber)
        {
            return new CursorOpening.Closed(new SyncOutcome.Superseded());
        }

        if (OwnersConsent.Wants(cursor.LastError) && await db.IsConnectedAsync(open.UserId, ct))
        {
            cursor.Resume();
        }

        var paused = cursors.Where(c => c == cursor || c.LastError == CapturePause.Throttled).Max(c => c.PausedUntil);
        if (paused is { } until && until > now)
        {
            return new CursorOpening.Closed(new SyncOutcome.Paused(until, "paused"));
        }

        var startsOver = open.StartOver is not null;
        if (startsOver)
        {
            cursor.StartOver();
        }

        CaptureBackfill? backfill = null;
        if (Mailbox.IsCalendar(open.Resource))
        {
            OpenCalendar(cursor, now, startsOver);
        }
        else
        {
            backfill = await OpenFolderAsync(cursor, open, now, ct);
        }

        var number = cursor.BeginRun();
        _ = await db.SaveAsync(ct);
        return new CursorOpening.At(
            number, cursor.DeltaLink, new ReadWindow(cursor.WindowStart ?? now, cursor.WindowEnd ?? now), cursor.Failures,
            Mailbox.IsCalendar(open.Resource) ? OpenedAt(cursor) : null, now,
            backfill is { Stage: not BackfillStage.Done, IsStopped: false });
    }

    private async Task<CaptureBackfill?> OpenFolderAsync(CaptureCursor cursor, OpenCursor open, DateTimeOffset now, CancellationToken ct)
    {
        await store.LockBackfillAsync(open.UserId, open.Resource, ct);
        var backfill = await db.CaptureBackfills.FirstOrDefaultAsync(b => b.UserId == open.UserId && b.Resource == open.Resource, ct);
        var wanted = now.AddDays(-options.Value.BackfillDays);
        if (cursor.DeltaLink is null
            && (cursor.WindowStart is null || open.StartOver is not null || now - cursor.WindowStart > 2 * FirstRound))
        {
            var from = Earlier(wanted, cursor.WindowEnd - Overlap);
            var live = from > now - FirstRound ? from : now - FirstRound;
            cursor.Open(live, cursor.WindowEnd ?? live);
            return Begin(backfill, open, from, live, now);
        }

        if (backfill is null)
        {
            // Read by a version that had no backfill: what its one round did not tell is read now.
            return Begin(null, open, wanted, now - FirstRound, now);
        }

        if (wanted < backfill.ReadFrom)
        {
            backfill.Extend(wanted);
        }
        else if (backfill.HandOver() is { } link && backfill.WindowStart < cursor.WindowStart)
        {
            cursor.Widen(backfill.WindowStart, link);
        }

        return backfill;
    }

    private CaptureBackfill? Begin(CaptureBackfill? known, OpenCursor open, DateTimeOffset from, DateTimeOffset live, DateTimeOffset now)
    {
        if (from >= live && known is null)
        {
            return null;
        }

        var backfill = known ?? db.CaptureBackfills.Add(CaptureBackfill.For(open.UserId, open.Resource)).Entity;
        backfill.Begin(from, live, now + Skew, now);
        return backfill;
    }

    private DateTimeOffset? OpenedAt(CaptureCursor cursor) => cursor.WindowStart?.AddDays(options.Value.CalendarPastDays);

    private void OpenCalendar(CaptureCursor cursor, DateTimeOffset now, bool startOver)
    {
        var opened = OpenedAt(cursor);
        if (startOver || cursor.DeltaLink is null || opened is null || now - opened >= WindowLife)
        {
            cursor.Open(now.AddDays(-options.Value.CalendarPastDays), now.AddDays(options.Value.CalendarAheadDays));
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;
}
