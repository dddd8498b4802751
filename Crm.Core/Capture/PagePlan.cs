using Crm.Core.Activities;

namespace Crm.Core.Capture;

/// <summary>The decisions about a page's items, out of facts that were read for all of them.</summary>
internal sealed class PagePlan(PlanPage page, CaptureRules rules, Colleagues colleagues, Matcher matcher, CandidateRules candidates)
{
    /// <summary>Why a mail was left out that a change of a part of it may let in.</summary>
    private static readonly string[] ChangesByParts =
        [CaptureReason.Draft, CaptureReason.Private, CaptureReason.Unreadable, CaptureReason.NotGiven];

    /// <summary>What was decided before.</summary>
    public required IReadOnlyDictionary<(LedgerKind, string), CaptureLedgerEntry> Entries { get; init; }

    /// <summary>Ids under which this mailbox showed activities.</summary>
    public required IReadOnlySet<string> Copies { get; init; }

    /// <summary>Addresses of people who asked to be forgotten.</summary>
    public required IReadOnlySet<string> Erased { get; init; }

    /// <summary>Addresses whose contact somebody deleted.</summary>
    public required IReadOnlySet<string> Deleted { get; init; }

    public required AnswersToUs Answers { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <returns>Null where nothing is to be done.</returns>
    public Planned? Of(MailboxItem item) => Decided(item) is { } planned ? Forgetting(planned) : null;

    /// <summary>On what is to be logged: receivers at the firm's own domains who are no persons.</summary>
    public IReadOnlyList<string> FirmAddressesOn(IEnumerable<Planned> items) =>
    [
        .. items.SelectMany(i => i switch
        {
            Planned.Mail { IsLogged: true } mail => mail.Content.Participants,
            Planned.Meeting { Match: not null } meeting => meeting.Content.Participants,
            _ => [],
        })
        .Where(p => p.Kind is not (ParticipantKind.From or ParticipantKind.Organizer) && colleagues.Include(p)
            && !colleagues.IsPerson(p.Address))
        .Select(p => p.Address).Distinct(),
    ];

    private Planned? Decided(MailboxItem item) => item switch
    {
        MailboxItem.Mail { Content: var mail } => OfMail(mail, EntryOf(LedgerKind.Message, mail.GraphId)),
        MailboxItem.Meeting { Content: var meeting } => OfMeeting(meeting, Copies.Contains(meeting.GraphId)),
        MailboxItem.Broken { Passing: not null } away => new Planned.Skip(away.GraphId, away.Kind, null, CaptureReason.NotGiven),
        MailboxItem.Broken broken => EntryOf(broken.Kind, broken.GraphId) is null
            ? new Planned.Skip(broken.GraphId, broken.Kind, SourceKeys.Mail(broken.InternetMessageId), CaptureReason.Unreadable)
            : null,

        // A mail that left the folder was moved or deleted; the activity stays either way.
        MailboxItem.Removed { Kind: LedgerKind.Event } gone => Copies.Contains(gone.GraphId)
            ? new Planned.Look(gone.GraphId, gone.Kind)
            : null,
        MailboxItem.Removed => null,
        _ => throw new InvalidOperationException($"Unknown item {item.GetType().Name}."),
    };

    private Planned? OfMail(CapturedMail mail, CaptureLedgerEntry? entry)
    {
        if (entry?.Outcome is LedgerOutcome.Logged)
        {
            return null;
        }

        if (!mail.IsWhole)
        {
            // Somebody read it, flagged it, filed it: that changes no decision, except that a draft may have been sent, that it may be
            // private no more, and that what could not be read is given another chance.
            return entry is null || ChangesByParts.Contains(entry.Reason)
                ? new Planned.Look(mail.GraphId, LedgerKind.Message)
                : null;
        }

        var isAnswer = Answers.Contains(mail) && AnswersToUs.IsOfContact(mail, matcher, colleagues);
        if (rules.Decide(mail, isAnswer, page.IsManual) is CaptureDecision.Skip skip)
        {
            // Only its headers say whether a list or a machine of ours sent on what an outsider wrote.
            return mail.Headers is null && skip.Reason == CaptureReason.InternalOnly && mail.ReplyTo.Any(p => !colleagues.Include(p))
                ? new Planned.Look(mail.GraphId, LedgerKind.Message)
                : new Planned.Skip(mail.GraphId, LedgerKind.Message, SourceKeys.Mail(mail), skip.Reason);
        }

        var candidate = CandidateOn(mail);

        // Whether a list or a machine sent it, and what it answers, its headers say.
        return candidate is not null && mail.Headers is null
            ? new Planned.Look(mail.GraphId, LedgerKind.Message)
            : new Planned.Mail(mail, rules.DirectionOf(mail), page.Linked(matcher.Find(mail, Outsiders(mail.Participants))))
            {
                Candidate = candidate,
            };
    }

    private ContactCandidate? CandidateOn(CapturedMail mail) =>
        candidates.PersonOn(mail, Answers.Contains) is { } person && !matcher.Knows(person) && !Erased.Contains(person.Address)
            && !Deleted.Contains(person.Address)
        ? matcher.With(person, mail, Outsiders(mail.Participants), Guid.CreateVersion7(Now))
        : null;

    private Planned OfMeeting(CapturedEvent meeting, bool isKnown)
    {
        if (rules.Decide(meeting, page.IsManual) is CaptureDecision.Skip skip)
        {
            return isKnown
                ? new Planned.Withdraw(meeting.GraphId, skip.Reason, meeting)
                : new Planned.Skip(meeting.GraphId, LedgerKind.Event, SourceKeys.Meeting(meeting), skip.Reason);
        }

        return new Planned.Meeting(meeting, page.Linked(matcher.Find(meeting, Outsiders(meeting.Participants))), isKnown);
    }

    /// <summary>Who asked to be forgotten is on nothing any more; an item that has nobody else from outside is left out.</summary>
    private Planned Forgetting(Planned item)
    {
        var (people, key) = item switch
        {
            Planned.Mail mail => (mail.Content.Participants, SourceKeys.Mail(mail.Content)),
            Planned.Meeting meeting => (meeting.Content.Participants, SourceKeys.Meeting(meeting.Content)),
            _ => ([], null),
        };
        return Erased.Count == 0 || !people.Any(p => Erased.Contains(p.Address)) ? item
            : people.All(p => Erased.Contains(p.Address) || colleagues.Include(p))
            ? new Planned.Skip(item.GraphId, item.Kind, key, CaptureReason.Erased)
            : item with { Erased = Erased };
    }

    private CaptureLedgerEntry? EntryOf(LedgerKind kind, string graphId) => Entries.GetValueOrDefault((kind, graphId));

    private IEnumerable<Participant> Outsiders(IEnumerable<Participant> people) => people.Where(p => !colleagues.Include(p));
}
