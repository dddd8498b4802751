using Crm.Core.Activities;
using Crm.Core.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Crm.Core.Capture;

/// <summary>What is to become of one item of a page.</summary>
public abstract record Planned(string GraphId, LedgerKind Kind)
{
    public sealed record Skip(string GraphId, LedgerKind Kind, string? SourceKey, string Reason) : Planned(GraphId, Kind);

    /// <param name="Match">Null: nobody on it is known; it is logged only if somebody else logged it already.</param>
    public sealed record Mail(CapturedMail Content, Direction Direction, Match? Match, string? Body = null)
        : Planned(Content.GraphId, LedgerKind.Message);

    /// <param name="Match"><inheritdoc cref="Mail" path="/param[@name='Match']"/></param>
    /// <param name="IsKnown">This mailbox showed it before: there is nothing to fetch.</param>
    public sealed record Meeting(CapturedEvent Content, Match? Match, bool IsKnown = false, string? Body = null)
        : Planned(Content.GraphId, LedgerKind.Event);

    /// <summary>It is in the CRM and must not stand there as it is: cancelled, declined, made private, gone from the calendar.</summary>
    /// <param name="Content">Null when it is gone.</param>
    public sealed record Withdraw(string GraphId, string Reason, CapturedEvent? Content) : Planned(GraphId, LedgerKind.Event);

    /// <summary>Not enough is known of it: read it first.</summary>
    public sealed record Look(string GraphId, LedgerKind Kind) : Planned(GraphId, Kind);
}

/// <summary>Decides about a page of changes: rules first, then who is known. Reads rows, writes none, calls nobody.</summary>
public sealed record PlanPage(Mailbox Mailbox, IReadOnlyList<MailboxItem> Items);

public sealed class PlanPageHandler(ICrmDb db, IOptions<CapturePolicy> options, TimeProvider clock)
{
    /// <summary>Why a mail was left out that a change of a part of it may let in.</summary>
    private static readonly string[] ChangesByParts =
        [CaptureReason.Draft, CaptureReason.Private, CaptureReason.Unreadable, CaptureReason.NotGiven];

    public async Task<IReadOnlyList<Planned>> HandleAsync(PlanPage page, CancellationToken ct)
    {
        var colleagues = await Colleagues.OfAsync(db, page.Mailbox, options.Value, ct);
        var rules = new CaptureRules(options.Value, colleagues, clock.GetUtcNow());
        List<MailboxItem> items = [.. Latest(page.Items)
            .Select(i => i is MailboxItem.Mail mail ? new MailboxItem.Mail(Author.Resolve(mail.Content, colleagues)) : i)];
        var ids = items.Select(i => i.GraphId).ToList();
        var entries = await EntriesAsync(page.Mailbox.User.Id, ids, ct);
        var copies = await CopiesAsync(page.Mailbox.User.Id, ids, ct);
        var matcher = await Matcher.ForAsync(
            db, page.Mailbox.User.Id, [.. items.SelectMany(PeopleOn).Where(p => !colleagues.Include(p))], ct);
        var answers = await MeetingResponses.OfAsync(
            db, colleagues, matcher, [.. items.OfType<MailboxItem.Mail>().Select(m => m.Content)], ct);
        return [.. items.Select(i => Plan(i, e => entries.GetValueOrDefault((e, i.GraphId)))).OfType<Planned>()];

        Planned? Plan(MailboxItem item, Func<LedgerKind, CaptureLedgerEntry?> entry) => item switch
        {
            MailboxItem.Mail { Content: var mail } => OfMail(mail, entry(LedgerKind.Message)),
            MailboxItem.Meeting { Content: var meeting } =>
                OfMeeting(meeting, rules, copies.Contains(meeting.GraphId), matcher, colleagues),
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

            var decision = rules.Decide(mail, answers.Contains(mail));
            if (mail.Headers is null && decision is CaptureDecision.Skip { Reason: CaptureReason.InternalOnly }
                && mail.ReplyTo.Any(p => !colleagues.Include(p)))
            {
                // Only its headers say whether a list or a machine of ours sent on what an outsider wrote.
                return new Planned.Look(mail.GraphId, LedgerKind.Message);
            }

            return decision is CaptureDecision.Skip skip
                ? new Planned.Skip(mail.GraphId, LedgerKind.Message, SourceKeys.Mail(mail), skip.Reason)
                : new Planned.Mail(mail, rules.DirectionOf(mail), matcher.Find(mail.Participants.Where(p => !colleagues.Include(p))));
        }
    }

    private static Planned OfMeeting(
        CapturedEvent meeting, CaptureRules rules, bool isKnown, Matcher matcher, Colleagues colleagues) => rules.Decide(meeting) switch
    {
        CaptureDecision.Skip skip when isKnown => new Planned.Withdraw(meeting.GraphId, skip.Reason, meeting),
        CaptureDecision.Skip skip => new Planned.Skip(meeting.GraphId, LedgerKind.Event, SourceKeys.Meeting(meeting), skip.Reason),
        CaptureDecision.Log => new Planned.Meeting(
            meeting, matcher.Find(meeting.Participants.Where(p => !colleagues.Include(p))), isKnown),
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
