using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.CustomFields;
using Crm.Core.Lists;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Capture;

/// <summary>Saves what was decided about a page, and how far the folder has been read, in one transaction. Safe to run twice.</summary>
/// <param name="Link">Null leaves the cursor where it is.</param>
public sealed record RecordPage(Mailbox Mailbox, string Resource, IReadOnlyList<Planned> Items, CaptureRules Rules, string? Link, bool IsLast);

public sealed class RecordPageHandler(ICrmDb db, CurrentUser reader, TenantChoicesCache choices, TimeProvider clock)
{
    private readonly Dictionary<string, Activity> bySource = new(StringComparer.Ordinal);
    private readonly Dictionary<(LedgerKind, string), CaptureLedgerEntry> ledger = [];
    private readonly HashSet<Guid> inThisMailbox = [];
    private readonly HashSet<string> mailboxItems = new(StringComparer.Ordinal);
    private Dictionary<string, Guid> users = [];
    private Dictionary<string, JsonElement> custom = [];

    public async Task<Result<int>> HandleAsync(RecordPage page, CancellationToken ct)
    {
        await LoadAsync(page, ct);
        foreach (var item in page.Items)
        {
            Record(page, item);
        }

        if (page.Link is not null)
        {
            await AdvanceAsync(page, ct);
        }

        return await db.SaveAsync(ct) is { } refused ? refused : page.Items.Count;
    }

    private async Task LoadAsync(RecordPage page, CancellationToken ct)
    {
        var user = page.Mailbox.User.Id;
        var keys = page.Items.Select(KeyOf).OfType<string>().Select(k => (Guid?)SourceKeys.CaptureKey(k)).Distinct().ToList();
        var changed = page.Items.Select(i => i switch { Planned.Change c => c.ActivityId, Planned.Withdraw w => w.ActivityId, _ => Guid.Empty }).Where(id => id != Guid.Empty).ToList();

        // Deleted ones too: what somebody threw away is not captured again.
        foreach (var activity in await db.Activities.Where(a => keys.Contains(a.CaptureKey) || changed.Contains(a.Id)).ToListAsync(ct))
        {
            bySource[activity.SourceKey!] = activity;
        }

        var ids = page.Items.Select(i => i.GraphId).ToList();
        foreach (var entry in await db.CaptureLedger.Where(e => e.UserId == user && ids.Contains(e.GraphId)).ToListAsync(ct))
        {
            ledger[(entry.Kind, entry.GraphId)] = entry;
        }

        var known = bySource.Values.Select(a => a.Id).ToList();
        foreach (var mailbox in await db.ActivityMailboxes.Where(m => m.UserId == user && (known.Contains(m.ActivityId) || ids.Contains(m.GraphId))).ToListAsync(ct))
        {
            inThisMailbox.Add(mailbox.ActivityId);
            mailboxItems.Add(mailbox.GraphId);
        }

        users = (await db.Users.Where(u => !u.IsDeleted).Select(u => new { u.EmailLower, u.Id }).ToListAsync(ct))
            .GroupBy(u => u.EmailLower, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
        custom = CustomValues.Defaults((await choices.GetAsync(db, reader, ct)).CustomFieldsOf("activity"));
    }

    private void Record(RecordPage page, Planned item)
    {
        switch (item)
        {
            case Planned.Skip skip:
                Decide(page, skip, LedgerOutcome.Skipped, skip.Reason, skip.SourceKey, null);
                break;
            case Planned.Mail mail:
                Log(page, mail, SourceKeys.Mail(mail.Content), mail.Match, page.Resource, key => Make(page, key, mail));
                break;
            case Planned.Meeting meeting:
                Log(page, meeting, SourceKeys.Meeting(meeting.Content), meeting.Match, page.Resource, key => Make(page, key, meeting));
                Follow(SourceKeys.Meeting(meeting.Content), meeting.Content);
                break;
            case Planned.Change change when bySource.Values.FirstOrDefault(a => a.Id == change.ActivityId) is { } activity:
                Follow(activity, change.Content);
                break;
            case Planned.Withdraw withdraw when bySource.Values.FirstOrDefault(a => a.Id == withdraw.ActivityId) is { } activity:
                Withdraw(page, withdraw, activity);
                break;
        }
    }

    private void Log(RecordPage page, Planned item, string key, Match? match, string folder, Func<string, Activity> make)
    {
        var known = bySource.GetValueOrDefault(key);
        if (known is null && match is null)
        {
            Decide(page, item, LedgerOutcome.Skipped, CaptureReason.Unknown, key, null);
            return;
        }

        var activity = known ?? make(key);
        if (known is null)
        {
            activity.Set(new Dictionary<string, JsonElement>(custom, StringComparer.Ordinal));
            db.Activities.Add(activity);
            bySource[key] = activity;
        }

        if (inThisMailbox.Add(activity.Id) && mailboxItems.Add(item.GraphId))
        {
            db.ActivityMailboxes.Add(ActivityMailbox.Of(activity.Id, page.Mailbox.User.Id, item.GraphId, folder, clock.GetUtcNow()));
        }

        Decide(page, item, LedgerOutcome.Logged, known is null ? match!.Reason : CaptureReason.AlreadyLogged, key, activity.Id);
    }

    private Activity Make(RecordPage page, string key, Planned.Mail planned)
    {
        var mail = planned.Content;
        var now = clock.GetUtcNow();
        var activity = Activity.Captured(ActivityType.Email, key, mail.Subject, page.Mailbox.User.Id, HappenedAt(mail, now), now)
            .About(planned.Match!.CompanyId, planned.Match.ContactId, planned.Match.DealId)
            .Mail(page.Rules.DirectionOf(mail), planned.Body, mail.ConversationId, mail.Link);
        AddPeople(page, activity, mail.Participants, planned.Match);
        return activity;
    }

    private Activity Make(RecordPage page, string key, Planned.Meeting planned)
    {
        var meeting = planned.Content;
        var now = clock.GetUtcNow();
        var activity = Activity.Captured(ActivityType.Meeting, key, meeting.Subject, page.Mailbox.User.Id, meeting.Start, now)
            .About(planned.Match!.CompanyId, planned.Match.ContactId, planned.Match.DealId)
            .Meeting(meeting.End, meeting.Location, planned.Body, meeting.Link)
            .OnDays(meeting.FirstDay, meeting.LastDay);
        AddPeople(page, activity, meeting.Participants, planned.Match);
        return activity;
    }

    private void AddPeople(RecordPage page, Activity activity, IReadOnlyList<Participant> people, Match match)
    {
        foreach (var person in people)
        {
            activity.Participants.Add(ActivityParticipant.Of(
                activity.Id, person.Address, person.Kind, person.Name, person.Response,
                match.Contacts.TryGetValue(person.Address, out var contact) ? contact : null,
                page.Mailbox.Addresses.Contains(person.Address) ? page.Mailbox.User.Id : users.TryGetValue(person.Address, out var user) ? user : null));
        }
    }

    private void Follow(string key, CapturedEvent meeting)
    {
        if (bySource.GetValueOrDefault(key) is { } activity)
        {
            Follow(activity, meeting);
        }
    }

    /// <summary>Changes the activity only where the meeting did: every nightly round shows all meetings again.</summary>
    private void Follow(Activity activity, CapturedEvent meeting)
    {
        var now = clock.GetUtcNow();
        var status = meeting.Start <= now ? ActivityStatus.Completed : ActivityStatus.Pending;
        var (subject, start, day, end, place) = (activity.Subject, activity.OccurredAt, activity.OccurredOn, activity.EndsAt, activity.Location);
        var fresh = Activity.Captured(ActivityType.Meeting, activity.SourceKey!, meeting.Subject, Guid.Empty, meeting.Start, now).Meeting(meeting.End, meeting.Location, null, null).OnDays(meeting.FirstDay, meeting.LastDay);
        if ((subject, start, day, end, place, activity.Status) != (fresh.Subject, fresh.OccurredAt, fresh.OccurredOn, fresh.EndsAt, fresh.Location, status) && !activity.IsDeleted)
        {
            activity.Rescheduled(meeting.Subject, meeting.Start, meeting.End, meeting.Location, cancelled: false, now);
            activity.OnDays(meeting.FirstDay, meeting.LastDay);
        }
    }

    private void Withdraw(RecordPage page, Planned.Withdraw item, Activity activity)
    {
        var now = clock.GetUtcNow();
        if (item.Reason == CaptureReason.Private)
        {
            activity.Meeting(activity.EndsAt, null, null, null).Rescheduled("Private meeting", activity.OccurredAt, activity.EndsAt, null, cancelled: false, now);
        }
        else if (IsOffForAll(page, item, activity, now) && activity.Status is not ActivityStatus.Cancelled)
        {
            activity.Rescheduled(activity.Subject, activity.OccurredAt, activity.EndsAt, activity.Location, cancelled: true, now);
        }

        if (item.Reason is CaptureReason.Gone or CaptureReason.Declined)
        {
            Decide(page, item, LedgerOutcome.Removed, item.Reason, activity.SourceKey, activity.Id);
        }
    }

    /// <summary>A cancellation is for everybody. Who merely declines or deletes a meeting takes it out of their own calendar only.</summary>
    private static bool IsOffForAll(RecordPage page, Planned.Withdraw item, Activity activity, DateTimeOffset now) => item.Reason switch
    {
        CaptureReason.Cancelled => true,
        CaptureReason.Gone or CaptureReason.Declined => activity.OccurredAt > now && activity.OwnerId == page.Mailbox.User.Id,
        _ => false,
    };

    private void Decide(RecordPage page, Planned item, LedgerOutcome outcome, string reason, string? key, Guid? activityId)
    {
        var now = clock.GetUtcNow();
        if (!ledger.TryGetValue((item.Kind, item.GraphId), out var entry))
        {
            entry = CaptureLedgerEntry.For(page.Mailbox.User.Id, item.Kind, item.GraphId, now);
            ledger[(item.Kind, item.GraphId)] = entry;
            db.CaptureLedger.Add(entry);
        }

        if ((entry.Outcome, entry.Reason, entry.ActivityId) != (outcome, reason, activityId) && !(entry.Outcome is LedgerOutcome.Logged && entry.ActivityId == activityId && outcome is LedgerOutcome.Logged && entry.Reason.Length > 0))
        {
            entry.Decide(outcome, reason, key, activityId, now);
        }
    }

    private async Task AdvanceAsync(RecordPage page, CancellationToken ct)
    {
        var cursor = await db.CaptureCursors.SingleAsync(c => c.UserId == page.Mailbox.User.Id && c.Resource == page.Resource, ct);
        cursor.Advance(page.Link!, clock.GetUtcNow());
        if (page.IsLast && page.Resource != Mailbox.Calendar)
        {
            cursor.Caught(clock.GetUtcNow());
        }
    }

    private static string? KeyOf(Planned item) => item switch
    {
        Planned.Mail mail => SourceKeys.Mail(mail.Content),
        Planned.Meeting meeting => SourceKeys.Meeting(meeting.Content),
        _ => null,
    };

    /// <summary>Senders' clocks are wrong and spam's are forged: a date far from the arrival does not count.</summary>
    private static DateTimeOffset HappenedAt(CapturedMail mail, DateTimeOffset now)
    {
        var received = mail.ReceivedAt ?? mail.SentAt ?? now;
        return mail.SentAt is { } sent && sent <= received.AddHours(1) && sent >= received.AddDays(-7) ? sent : received;
    }
}
