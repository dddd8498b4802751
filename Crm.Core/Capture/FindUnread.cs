namespace Crm.Core.Capture;

/// <summary>
/// Items that Graph could not give when their page was read, so that it went on without them, and copies of meetings that lead since
/// another one went. They are asked for again at each sweep, for a day. Of meetings the calendar is read anew: one that is read beside a
/// run over the calendar could overwrite what is newer.
/// </summary>
public sealed class FindUnreadHandler(ICrmDb db, TimeProvider clock) : IChangesData
{
    /// <summary>The rest is the next sweep's.</summary>
    private const int Most = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <returns>The mails; nothing while the mailbox is left alone.</returns>
    public async Task<Unread> HandleAsync(Mailbox mailbox, CancellationToken ct)
    {
        var (userId, lies, now) = (mailbox.User.Id, mailbox.SharedAs ?? "", clock.GetUtcNow());
        var since = now - Patience;
        var cursors = await db.CaptureCursors.Where(c => c.UserId == userId).ToListAsync(ct);
        if (cursors.Exists(c => c.LastError == CapturePause.Throttled && c.PausedUntil > now))
        {
            return new Unread([], HasMeetings: false);
        }

        var items = await db.CaptureLedger
            .Where(e => e.UserId == userId && e.Mailbox == lies && e.DecidedAt > since
                && (e.Reason == CaptureReason.NotGiven || e.Reason == CaptureReason.LeadsNow))
            .OrderBy(e => e.DecidedAt).Select(e => new { e.GraphId, e.Kind }).Take(Most).ToListAsync(ct);
        var hasMeetings = items.Exists(i => i.Kind is LedgerKind.Event);
        if (hasMeetings)
        {
            cursors.Find(c => c.Resource == Mailbox.Calendar)?.StartOver();
            _ = await db.SaveAsync(ct);
        }

        return new Unread(
            [.. items.Where(i => i.Kind is LedgerKind.Message).Select(i => new Planned.Look(i.GraphId, i.Kind))], hasMeetings);
    }
}

/// <param name="HasMeetings">The calendar is read anew by its next run.</param>
public sealed record Unread(IReadOnlyList<Planned.Look> Mails, bool HasMeetings);
