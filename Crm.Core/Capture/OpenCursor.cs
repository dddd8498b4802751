using Crm.Core.Capture.Policies;
using Crm.Core.Database;
using Crm.Core.UseCases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Crm.Core.Capture;

/// <summary>Where a run starts.</summary>
/// <param name="Failures">How often in a row the folder could not be read.</param>
/// <param name="Opened">When the calendar's window was opened: what this mailbox has not shown since is not there any more.</param>
/// <param name="IsAutomatic">False: the policy leaves this mailbox alone.</param>
public sealed record CursorPosition(
    string? Link, ReadWindow Window, DateTimeOffset? PausedUntil, int Failures = 0, DateTimeOffset? Opened = null, bool IsAutomatic = true);

public sealed record OpenCursor(Guid UserId, string Resource, bool StartOver = false);

public sealed class OpenCursorHandler(ICrmDb db, CapturePolicies policies, IOptions<CapturePolicy> options, TimeProvider clock)
    : IChangesData
{
    /// <summary>A full round reads a little of what was read before: mail is delivered late and clocks differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(2);

    /// <summary>A calendar's window is fixed in its token, so it is opened anew once a day.</summary>
    private static readonly TimeSpan WindowLife = TimeSpan.FromHours(24);

    public async Task<CursorPosition> HandleAsync(OpenCursor open, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!(await policies.OfAsync(open.UserId, ct)).IsAutomatic)
        {
            return new CursorPosition(null, new ReadWindow(now, now), null, IsAutomatic: false);
        }

        var cursors = await db.CaptureCursors.Where(c => c.UserId == open.UserId).ToListAsync(ct);
        var cursor = cursors.FirstOrDefault(c => c.Resource == open.Resource);
        if (cursor is null)
        {
            cursor = CaptureCursor.For(open.UserId, open.Resource);
            db.CaptureCursors.Add(cursor);
        }

        var paused = cursors.Where(c => c == cursor || c.LastError == CapturePause.Throttled).Max(c => c.PausedUntil);
        if (paused > now)
        {
            return new CursorPosition(null, new ReadWindow(now, now), paused);
        }

        if (open.StartOver)
        {
            cursor.StartOver();
        }

        if (open.Resource == Mailbox.Calendar)
        {
            OpenCalendar(cursor, now, open.StartOver);
        }
        else if (cursor.DeltaLink is null && (cursor.WindowStart is null || open.StartOver))
        {
            var start = Earlier(now.AddDays(-options.Value.BackfillDays), cursor.WindowEnd - Overlap);
            cursor.Open(start, cursor.WindowEnd ?? start);
        }

        _ = await db.SaveAsync(ct);
        return new CursorPosition(
            cursor.DeltaLink, new ReadWindow(cursor.WindowStart ?? now, cursor.WindowEnd ?? now), null, cursor.Failures,
            open.Resource == Mailbox.Calendar ? OpenedAt(cursor) : null);
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
