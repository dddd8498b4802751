using Crm.Core.Activities;
using Crm.Core.Matching;
using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>What is to become of one item of a page.</summary>
public abstract record Planned(string GraphId, LedgerKind Kind)
{
    /// <summary>Addresses of people who asked to be forgotten: they are not kept.</summary>
    public IReadOnlySet<string> Erased { get; init; } = new HashSet<string>();

    /// <summary>What others may read of it, as the mailbox's policy says.</summary>
    public ItemVisibility Visibility { get; init; } = ItemVisibility.Full;

    public sealed record Skip(string GraphId, LedgerKind Kind, string? SourceKey, string Reason) : Planned(GraphId, Kind);

    /// <param name="Match">Null: nobody on it is known; it is logged only if somebody else logged it already.</param>
    public sealed record Mail(CapturedMail Content, Direction Direction, ItemMatch? Match, string? Body = null)
        : Planned(Content.GraphId, LedgerKind.Message)
    {
        /// <summary>How much of its text the policy lets in.</summary>
        public BodyPart Text { get; init; }
    }

    /// <param name="Match"><inheritdoc cref="Mail" path="/param[@name='Match']"/></param>
    /// <param name="IsKnown">This mailbox showed it before: there is nothing to fetch.</param>
    public sealed record Meeting(CapturedEvent Content, ItemMatch? Match, bool IsKnown = false, string? Body = null)
        : Planned(Content.GraphId, LedgerKind.Event)
    {
        /// <inheritdoc cref="Mail.Text"/>
        public BodyPart Text { get; init; }
    }

    /// <summary>It is in the CRM and must not stand there as it is: cancelled, declined, made private, gone from the calendar.</summary>
    /// <param name="Content">Null when it is gone.</param>
    public sealed record Withdraw(string GraphId, string Reason, CapturedEvent? Content) : Planned(GraphId, LedgerKind.Event);

    /// <summary>Not enough is known of it: read it first.</summary>
    public sealed record Look(string GraphId, LedgerKind Kind) : Planned(GraphId, Kind);
}

/// <summary>Decides about a page of changes: rules first, then who is known. Reads rows, writes none, calls nobody.</summary>
public sealed record PlanPage(Mailbox Mailbox, IReadOnlyList<MailboxItem> Items)
{
    /// <summary>What a person says who logs it themselves; null: capture does it by itself.</summary>
    public ByHand? Hand { get; init; }

    public ItemMatch? Over(ItemMatch? found) => Hand is null ? found : Hand.Over(found);
}

public sealed class PlanPageHandler(ICrmDb db, CapturePolicies policies, ICaptureStore store, TimeProvider clock)
{
    /// <summary>Why a mail was left out that a change of a part of it may let in.</summary>
    private static readonly string[] ChangesByParts =
        [CaptureReason.Draft, CaptureReason.Private, CaptureReason.Unreadable, CaptureReason.NotGiven];

    public async Task<IReadOnlyList<Planned>> HandleAsync(PlanPage page, CancellationToken ct)
    {
        var policy = await policies.OfAsync(page.Mailbox.User.Id, ct);
        var colleagues = await Colleagues.OfAsync(db, page.Mailbox, policy, ct);
        var rules = new CaptureRules(
            policy, await policies.NeverLogAsync(ct), colleagues, page.Mailbox.User.Id, await ChosenFoldersAsync(page, policy, ct),
            clock.GetUtcNow());
        List<MailboxItem> items = [.. Latest(page.Items)
            .Select(i => i is MailboxItem.Mail mail ? new MailboxItem.Mail(Author.Resolve(mail.Content, colleagues)) : i)];
        var ids = items.Select(i => i.GraphId).ToList();
        var entries = await EntriesAsync(page.Mailbox.User.Id, ids, ct);
        var copies = await CopiesAsync(page.Mailbox.User.Id, ids, ct);
        List<Participant> outsiders = [.. items.SelectMany(PeopleOn).Where(p => !colleagues.Include(p))];
        var erased = await store.ErasedAsync(outsiders.Select(p => p.Address).ToHashSet(StringComparer.Ordinal), ct);
        List<CapturedMail> mails = [.. items.OfType<MailboxItem.Mail>().Select(m => m.Content)];
        var matcher = await Matcher.ForAsync(
            db, page.Mailbox.User.Id, [.. outsiders.Where(p => !erased.Contains(p.Address))], mails, clock.GetUtcNow(), ct);
        var answers = await MeetingResponses.OfAsync(db, colleagues, matcher, mails, ct);
        return [.. items.Select(i => Plan(i, e => entries.GetValueOrDefault((e, i.GraphId)))).OfType<Planned>()
            .Select(p => Forgetting(p, erased, colleagues)).Select(p => WithText(p, policy.Body) with { Visibility = policy.Visibility })];

        Planned? Plan(MailboxItem item, Func<LedgerKind, CaptureLedgerEntry?> entry) => item switch
        {
            MailboxItem.Mail { Content: var mail } => OfMail(mail, entry(LedgerKind.Message)),
            MailboxItem.Meeting { Content: var meeting } =>
                OfMeeting(page, meeting, rules, copies.Contains(meeting.GraphId), matcher, colleagues),
            MailboxItem.Broken { Passing: not null } away => new Planned.Skip(away.GraphId, away.Kind, null, CaptureReason.NotGiven),
            MailboxItem.Broken broken => entry(broken.Kind) is null
                ? new Planned.Skip(broken.GraphId, broken.Kind, SourceKeys.Mail(broken.InternetMessageId), CaptureReason.Unreadable)
                : null,

            // A mail that left the folder was moved or deleted; the activity stays either way.
            MailboxItem.Removed { Kind: LedgerKind.Event } gone => copies.Contains(gone.GraphId)
                ? new Planned.Look(gone.GraphId, gone.Kind)
                : null,
            MailboxItem.Removed => null,
            _ => throw new InvalidOperationException($"Unknown item {item.GetType().Name}."),
        };

        Planned? OfMail(CapturedMail mail, CaptureLedgerEntry? entry)
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

            var decision = page.Hand is null ? rules.Decide(mail, answers.Contains(mail)) : rules.DecideByHand(mail);
            if (mail.Headers is null && decision is CaptureDecision.Skip { Reason: CaptureReason.InternalOnly }
                && mail.ReplyTo.Any(p => !colleagues.Include(p)))
            {
                // Only its headers say whether a list or a machine of ours sent on what an outsider wrote.
                return new Planned.Look(mail.GraphId, LedgerKind.Message);
            }

            return decision is CaptureDecision.Skip skip
                ? new Planned.Skip(mail.GraphId, LedgerKind.Message, SourceKeys.Mail(mail), skip.Reason)
                : new Planned.Mail(
                    mail, rules.DirectionOf(mail),
                    page.Over(matcher.Find(mail, mail.Participants.Where(p => !colleagues.Include(p)))));
        }
    }

    /// <summary>Who asked to be forgotten is on nothing any more; an item that has nobody else from outside is left out.</summary>
    private static Planned Forgetting(Planned item, IReadOnlySet<string> erased, Colleagues colleagues)
    {
        var (people, key) = item switch
        {
            Planned.Mail mail => (mail.Content.Participants, SourceKeys.Mail(mail.Content)),
            Planned.Meeting meeting => (meeting.Content.Participants, SourceKeys.Meeting(meeting.Content)),
            _ => ([], null),
        };
        return erased.Count == 0 || !people.Any(p => erased.Contains(p.Address)) ? item
            : people.All(p => erased.Contains(p.Address) || colleagues.Include(p))
            ? new Planned.Skip(item.GraphId, item.Kind, key, CaptureReason.Erased)
            : item with { Erased = erased };
    }

    private static Planned WithText(Planned item, BodyPart text) => item switch
    {
        Planned.Mail { Content.From: { } from } mail when mail.Erased.Contains(from.Address) => mail with { Text = BodyPart.None },
        Planned.Mail mail => mail with { Text = text },
        Planned.Meeting meeting => meeting with { Text = text },
        _ => item,
    };

    private async Task<IReadOnlySet<string>> ChosenFoldersAsync(PlanPage page, CapturePolicy policy, CancellationToken ct)
    {
        if (policy.Mode is not CaptureMode.Chosen)
        {
            return new HashSet<string>();
        }

        var folders = await db.MailFolders.Where(f => f.UserId == page.Mailbox.User.Id).AsNoTracking()
            .Select(f => new { f.FolderId, f.Name, f.WellKnown }).ToListAsync(ct);
        return folders.Where(f => policy.Chosen.Contains(f.Name.Trim(), StringComparer.OrdinalIgnoreCase))
            .SelectMany(f => new[] { f.FolderId, f.WellKnown }).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    private static Planned OfMeeting(
        PlanPage page, CapturedEvent meeting, CaptureRules rules, bool isKnown, Matcher matcher, Colleagues colleagues) =>
        (page.Hand is null ? rules.Decide(meeting) : rules.DecideByHand(meeting)) switch
    {
        CaptureDecision.Skip skip when isKnown => new Planned.Withdraw(meeting.GraphId, skip.Reason, meeting),
        CaptureDecision.Skip skip => new Planned.Skip(meeting.GraphId, LedgerKind.Event, SourceKeys.Meeting(meeting), skip.Reason),
        CaptureDecision.Log => new Planned.Meeting(
            meeting, page.Over(matcher.Find(meeting, meeting.Participants.Where(p => !colleagues.Include(p)))), isKnown),
        _ => throw new InvalidOperationException("A decision logs or skips."),
    };

    private async Task<Dictionary<(LedgerKind, string), CaptureLedgerEntry>> EntriesAsync(
        Guid user, List<string> ids, CancellationToken ct) =>
        (await db.CaptureLedger.Where(e => e.UserId == user && ids.Contains(e.GraphId)).AsNoTracking().ToListAsync(ct))
        .ToDictionary(e => (e.Kind, e.GraphId));

    private async Task<HashSet<string>> CopiesAsync(Guid user, List<string> ids, CancellationToken ct) =>
        (await db.ActivityMailboxes.Where(m => m.UserId == user && ids.Contains(m.GraphId)).Select(m => m.GraphId).ToListAsync(ct))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The same item can repeat in a page: the last word counts, but a whole item counts more than a partial one.</summary>
    private static List<MailboxItem> Latest(IReadOnlyList<MailboxItem> items) =>
        [.. items.GroupBy(i => i.GraphId, StringComparer.Ordinal)
            .Select(g => g.Last() is MailboxItem.Mail { Content.IsWhole: false } partial
            ? g.LastOrDefault(i => i is MailboxItem.Mail { Content.IsWhole: true }) ?? partial
            : g.Last())];

    private static IEnumerable<Participant> PeopleOn(MailboxItem item) => item switch
    {
        MailboxItem.Mail mail => mail.Content.Participants,
        MailboxItem.Meeting meeting => meeting.Content.Participants,
        _ => [],
    };
}
