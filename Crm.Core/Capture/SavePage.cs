using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Matching;
using Crm.Core.MatchQuestions;

namespace Crm.Core.Capture;

/// <summary>Saves what was decided about a page, and how far the folder has been read, in one transaction. Safe to run twice.</summary>
/// <param name="End">Null leaves the folder where it stands.</param>
public sealed record SavePage(Mailbox Mailbox, string Resource, IReadOnlyList<Planned> Items, PageEnd? End)
{
    /// <summary>The items are newer than the place up to which their calendar has been read.</summary>
    public bool IsAhead { get; init; }

    /// <summary>The run that read them; null where none did.</summary>
    public long? Run { get; init; }
}

public sealed class SavePageHandler(
    ICrmDb db, CapturedRecords known, CandidateContacts contacts, AskQuestions questions, ICaptureStore store, TimeProvider clock)
    : IStartsAgain
{
    /// <summary>Of a mail to hundreds of strangers the first are remembered.</summary>
    private const int MostMarked = 50;

    private readonly HashSet<Guid> turnedPrivate = [];
    private readonly HashSet<Activity> touched = [];
    private readonly HashSet<Activity> made = [];
    private IReadOnlyDictionary<string, Guid> marks = new Dictionary<string, Guid>();
    private readonly List<ActivityMailbox> leading = [];

    public async Task<Result<int>> HandleAsync(SavePage page, CancellationToken ct)
    {
        await contacts.LoadAsync(page, ct);
        await known.LoadAsync(page, ct);
        page = contacts.Settle(page, mail => known.Same(mail.Content) is { IsDeleted: true });
        await questions.LoadAsync(page.Mailbox.User.Id, page.Items.Select(MatchOf).OfType<ItemMatch>(), ct);
        marks = await store.MarksAsync(
            page.Items.SelectMany(NamesOf).ToHashSet(StringComparer.Ordinal), ct);
        foreach (var item in page.Items)
        {
            Record(page, item);
        }

        await EnsureRunAsync(page, ct);
        await PageEnds.AdvanceAsync(db, store, page, clock.GetUtcNow(), ct);
        await AskForLeadingAsync(ct);
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        if (turnedPrivate.Count > 0)
        {
            await store.ForgetWordsAsync(turnedPrivate, ct);
        }

        await contacts.TellAsync(ct);
        await WithholdAsync(ct);
        return page.Items.Count;
    }

    /// <summary>
    /// What a run read whose lock was lost says how things were before another run began: only the latter's round goes on, and would never
    /// be told that they are gone.
    /// </summary>
    private async Task EnsureRunAsync(SavePage page, CancellationToken ct)
    {
        if (page.Run is { } run && run != await store.LockCursorAsync(page.Mailbox.User.Id, page.Resource, ct))
        {
            throw new RunSupersededException();
        }
    }

    /// <summary>Before anybody else sees them: what not everybody may read is put away in the same transaction.</summary>
    private async Task WithholdAsync(CancellationToken ct)
    {
        foreach (var kind in touched.Where(a => a.Mailboxes.Exists(c => c.Visibility is not ItemVisibility.Full)).GroupBy(made.Contains))
        {
            await store.WithholdAsync([.. kind.Select(a => a.Id)], areNew: kind.Key, ct);
        }
    }

    private void Record(SavePage page, Planned item)
    {
        switch (item)
        {
            case Planned.Skip { Reason: CaptureReason.NotGiven } away
                when known.EntryOf(away, clock.GetUtcNow()) is { Outcome: LedgerOutcome.Logged, ActivityId: not null } entry:
                entry.Decide(LedgerOutcome.Logged, away.Reason, entry.SourceKey, entry.ActivityId, clock.GetUtcNow());
                break;
            case Planned.Skip skip:
                Decide(skip, LedgerOutcome.Skipped, skip.Reason, skip.SourceKey, null);
                break;
            case Planned.Mail { Match: null } stranger when known.Same(stranger.Content) is null:
                Decide(stranger, LedgerOutcome.Skipped, CaptureReason.Unknown, SourceKeys.Mail(stranger.Content), null);
                break;
            case Planned.Meeting { Match: null } strangers when known.Same(strangers.Content) is null:
                Decide(strangers, LedgerOutcome.Skipped, CaptureReason.Unknown, SourceKeys.Meeting(strangers.Content), null);
                break;
            case Planned.Mail mail:
                Record(page, mail);
                break;
            case Planned.Meeting meeting:
                Record(page, meeting);
                break;
            case Planned.Withdraw withdraw:
                Record(withdraw);
                break;
        }
    }

    private void Record(SavePage page, Planned.Mail mail)
    {
        var (content, key, same) = (mail.Content, SourceKeys.Mail(mail.Content), known.Same(mail.Content));
        var activity = same ?? Make(page, mail);
        if (known.CopyOf(activity) is null)
        {
            AddCopy(activity, page, mail, SourceKeys.MarkOf(content), content.SentAt);
        }

        if (same is { IsDeleted: false } && contacts.ContactOn(mail) is { } contact)
        {
            same.Meets(mail.Candidate!.Person.Address, contact);
        }

        Decide(
            mail, LedgerOutcome.Logged,
            same is not null ? CaptureReason.AlreadyLogged
                : contacts.IsMadeOf(mail) ? CaptureReason.NewContact
                : ReasonOf(mail.Match!),
            key, activity.Id);
    }

    private void Record(SavePage page, Planned.Meeting meeting)
    {
        var (content, key, same) = (meeting.Content, SourceKeys.Meeting(meeting.Content), known.Same(meeting.Content));
        var activity = same ?? Make(page, meeting);
        var copy = known.CopyOf(activity) ?? AddCopy(activity, page, meeting, SourceKeys.MarkOf(content, known.UserAt), null);
        copy.Shows(
            meeting.GraphId, CopyPresence.Present, content.Organizer is { } organizer && page.Mailbox.Addresses.Contains(organizer.Address),
            content.OwnResponse, clock.GetUtcNow(), page.IsAhead);
        Settle(activity, copy, meeting);
        Decide(meeting, LedgerOutcome.Logged, same is null ? ReasonOf(meeting.Match!) : CaptureReason.AlreadyLogged, key, activity.Id);
    }

    private void Record(Planned.Withdraw item)
    {
        var now = clock.GetUtcNow();
        var same = item.Content is { } content ? known.Same(content) : null;
        foreach (var activity in known.ShownAs(item.GraphId)
            .Where(a => item.Content is null || a == same || (item.Reason == CaptureReason.Private && item.Content.Organizer is null)))
        {
            // What took place is not undone by clearing up a calendar.
            var presence = PresenceAfter(item.Reason);
            if (presence is { } turned && (activity.OccurredAt > now || turned is CopyPresence.Private or CopyPresence.Cancelled))
            {
                var led = FollowMeeting.LeadingOf(activity.Mailboxes);
                known.CopyOf(activity)!.Turns(turned, item.Content?.OwnResponse, now);
                Settle(activity, null, null);
                if (FollowMeeting.LeadingOf(activity.Mailboxes) is { Presence: CopyPresence.Present } leads && leads != led)
                {
                    leading.Add(leads);
                }
            }

            if (presence is CopyPresence.Gone or CopyPresence.Declined or CopyPresence.Private)
            {
                Decide(item, LedgerOutcome.Removed, item.Reason, activity.SourceKey, activity.Id);
            }
        }
    }

    /// <summary>
    /// What another mailbox's copy says of a meeting that it leads from now on is not known here: it may have been moved while it did not
    /// lead. That calendar is read anew.
    /// </summary>
    private async Task AskForLeadingAsync(CancellationToken ct)
    {
        foreach (var copy in leading)
        {
            var entry = await db.CaptureLedger
                .FirstOrDefaultAsync(e => e.UserId == copy.UserId && e.Kind == LedgerKind.Event && e.GraphId == copy.GraphId, ct);
            entry?.Decide(LedgerOutcome.Logged, CaptureReason.LeadsNow, entry.SourceKey, copy.ActivityId, clock.GetUtcNow());
        }
    }

    private static CopyPresence? PresenceAfter(string reason) => reason switch
    {
        CaptureReason.Cancelled => CopyPresence.Cancelled,
        CaptureReason.Declined => CopyPresence.Declined,
        CaptureReason.Private => CopyPresence.Private,
        CaptureReason.Gone => CopyPresence.Gone,
        _ => null,
    };

    private void Settle(Activity activity, ActivityMailbox? shown, Planned.Meeting? seen)
    {
        if (FollowMeeting.Settle(activity, shown, seen, known.UserAt, clock.GetUtcNow()))
        {
            turnedPrivate.Add(activity.Id);
        }
        else
        {
            touched.Add(activity);
        }
    }

    private ActivityMailbox AddCopy(Activity activity, SavePage page, Planned item, Guid mark, DateTimeOffset? sentAt)
    {
        var copy = ActivityMailbox.Of(
            activity.Id, page.Mailbox.User.Id, item.GraphId, page.Resource, clock.GetUtcNow(), mark, sentAt, item.Visibility);
        activity.Mailboxes.Add(copy);
        touched.Add(activity);
        return copy;
    }

    private Activity Make(SavePage page, Planned.Mail planned)
    {
        var (mail, now) = (planned.Content, clock.GetUtcNow());
        var activity =
            Activity.Captured(ActivityType.Email, known.KeyFor(mail), mail.Subject, page.Mailbox.User.Id, mail.HappenedAt(now), now)
            .About(planned.Match!.Company.Known, planned.Match.Contact.Known, planned.Match.Deal.Known)
            .Mail(planned.Direction, planned.Body, mail.ConversationId, mail.Link);
        return Add(activity, planned, mail.Participants, planned.Match);
    }

    private Activity Make(SavePage page, Planned.Meeting planned)
    {
        var meeting = planned.Content;
        var activity = Activity.Captured(
            ActivityType.Meeting, known.KeyFor(meeting), meeting.Subject, page.Mailbox.User.Id, meeting.Place, clock.GetUtcNow())
            .About(planned.Match!.Company.Known, planned.Match.Contact.Known, planned.Match.Deal.Known)
            .Meeting(FollowMeeting.EndOf(meeting), meeting.Location, planned.Body, meeting.Link)
            .OnDays(meeting.FirstDay, meeting.LastDay);
        return Add(activity, planned, meeting.Participants, planned.Match);
    }

    private Activity Add(Activity activity, Planned planned, IReadOnlyList<Participant> people, ItemMatch match)
    {
        FollowMeeting.Attend(activity, [.. people.Where(p => !planned.Erased.Contains(p.Address))], match, known.UserAt);
        activity.Set(new Dictionary<string, JsonElement>(known.Custom, StringComparer.Ordinal));
        known.Add(activity);
        questions.Join(activity, match);
        made.Add(activity);
        return activity;
    }

    private static ItemMatch? MatchOf(Planned item) => item switch
    {
        Planned.Mail mail => mail.Match,
        Planned.Meeting meeting => meeting.Match,
        _ => null,
    };

    private static string ReasonOf(ItemMatch match) =>
        match.Contact.Reasons.Contains(MatchReason.LoggedManually) ? CaptureReason.LoggedManually
        : match.HasContact ? CaptureReason.KnownContact : CaptureReason.KnownCompany;

    private void Decide(Planned item, LedgerOutcome outcome, string reason, string? key, Guid? activityId)
    {
        var now = clock.GetUtcNow();
        var entry = known.EntryOf(item, now);
        if ((entry.Outcome, entry.Reason, entry.ActivityId) != (outcome, reason, activityId)
            && !(entry.Outcome is LedgerOutcome.Logged && entry.ActivityId == activityId && outcome is LedgerOutcome.Logged
                && entry.Reason.Length > 0 && !CaptureReason.AskedForAgain.Contains(entry.Reason)))
        {
            entry.Decide(outcome, reason, key, activityId, now);
        }

        entry.Looked(reason == CaptureReason.Unknown ? [.. NamesOf(item).Select(n => marks[n]).Distinct()] : null);
        if (reason == CaptureReason.Unknown && Strangers(item).Any(contacts.Include))
        {
            entry.LookAgain(now);
        }
    }

    /// <summary>By which somebody on an unknown item would become known: addresses, and domains that may be a company's.</summary>
    private IEnumerable<string> NamesOf(Planned item) =>
        Strangers(item).SelectMany(p => MailDomain.AllOfCompany(p.Address).Prepend(p.Address));

    private IEnumerable<Participant> Strangers(Planned item) => (item switch
    {
        Planned.Mail { Match: null } mail => mail.Content.Participants,
        Planned.Meeting { Match: null } meeting => meeting.Content.Participants,
        _ => [],
    }).Where(p => known.UserAt(p.Address) is null).Take(MostMarked);
}
