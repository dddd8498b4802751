using Crm.Core.Matching;
using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>Decides about a page of changes: rules first, then who is known. Reads rows, writes none, calls nobody.</summary>
public sealed record PlanPage(Mailbox Mailbox, IReadOnlyList<MailboxItem> Items)
{
    /// <summary>What a person names who logs it themselves; null: capture does it by itself.</summary>
    public ManualLinks? Links { get; init; }

    /// <summary>Groups of the firm by their addresses, as far as they were asked for.</summary>
    public IReadOnlyDictionary<string, GroupMembers> Groups { get; init; } = new Dictionary<string, GroupMembers>();

    public bool IsManual => Links is not null;

    public ItemMatch? Linked(ItemMatch? found) => Links is null ? found : Links.ApplyTo(found);
}

/// <param name="FirmAddresses">
/// Addresses of the firm that are nobody's own, on items that are to be logged: whether they are groups, the directory knows.
/// </param>
public sealed record PlannedPage(IReadOnlyList<Planned> Items, IReadOnlyList<string> FirmAddresses);

public sealed class PlanPageHandler(ICrmDb db, CapturePolicies policies, ICaptureStore store, TimeProvider clock)
{
    public async Task<PlannedPage> HandleAsync(PlanPage page, CancellationToken ct)
    {
        var (user, now) = (page.Mailbox.User, clock.GetUtcNow());
        var policy = await policies.OfAsync(user.Id, ct);
        var colleagues = await Colleagues.OfAsync(db, page.Mailbox, policy, ct);
        List<MailboxItem> items = [.. Latest(page.Items)
            .Select(i => i is MailboxItem.Mail mail ? new MailboxItem.Mail(Author.Resolve(mail.Content, colleagues)) : i)];
        var ids = items.Select(i => i.GraphId).ToList();
        List<CapturedMail> mails = [.. items.OfType<MailboxItem.Mail>().Select(m => m.Content)];
        List<Participant> outsiders = [.. items.SelectMany(PeopleOn).Where(p => !colleagues.Include(p))];
        var addresses = outsiders.Select(p => p.Address).ToHashSet(StringComparer.Ordinal);
        var erased = await store.ErasedAsync(addresses, ct);
        var matcher = await Matcher.ForAsync(db, user.Id, [.. outsiders.Where(p => !erased.Contains(p.Address))], mails, now, ct);
        var candidates = new CandidateRules(
            page.IsManual || !user.MayChangeRecords ? ContactCreation.Never : policy.NewContacts, colleagues);
        var groups = await GroupReach.OfAsync(db, page.Groups, ct);
        var neverLogged = new NeverLogged(await policies.NeverLogAsync(ct), colleagues, user.Id, groups);
        var plan = new PagePlan(
            page, new CaptureRules(policy, neverLogged, colleagues, await ChosenFoldersAsync(page, policy, ct), now), colleagues, matcher,
            candidates)
        {
            Entries = await EntriesAsync(user.Id, ids, ct),
            Copies = await CopiesAsync(user.Id, ids, ct),
            Erased = erased,
            Deleted = candidates.IsOff ? new HashSet<string>() : await DeletedContacts.AmongAsync(db, addresses, ct),
            Answers = await AnswersToUs.OfAsync(
                db, colleagues,
                mails.Where(m => candidates.AskForAnswers
                    || (MailSigns.IsBulk(m, colleagues) && AnswersToUs.IsOfContact(m, matcher, colleagues))),
                ct),
            Now = now,
        };
        List<Planned> planned = [.. items.Select(plan.Of).OfType<Planned>()
            .Select(p => WithText(p, policy.Body) with { Visibility = policy.Visibility })];
        return new PlannedPage(planned, plan.FirmAddressesOn(planned));
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
