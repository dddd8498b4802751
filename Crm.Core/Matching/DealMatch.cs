namespace Crm.Core.Matching;

/// <summary>
/// Which deal an item is about. In this order: what the thread is about, what was said by a rule, what the subject names, whose contact is
/// on it, and a company's only one. The first that finds anything decides; what finds more than one asks.
/// </summary>
internal sealed class DealMatch(MatchFacts facts, ItemToMatch item, IReadOnlyList<PersonMatch> people, PersonMatch main)
{
    private readonly HashSet<Guid> contacts = [.. people.Select(p => p.Contact.Known).OfType<Guid>()];

    private readonly HashSet<Guid> firms = [.. people.SelectMany(p => p.Firms)];

    private readonly HashSet<Guid> candidates =
        [.. people.Select(p => p.Contact).OfType<Outcome.Ambiguous>().SelectMany(c => c.Candidates)];

    private readonly List<MatchReason> tried = [];

    public (Outcome Deal, MatchScope? Scope) Run()
    {
        if (OfThread() is { } thread)
        {
            return (thread, item.ConversationId is { } id ? new MatchScope.OfThread(id) : ScopeOfMain);
        }

        var rule = RuleOf(ScopeOfContact) ?? RuleOf(ScopeOfCompany);
        if (rule is { Target: { } said, Counts: true })
        {
            return (new Outcome.Certain(said, [.. tried, MatchReason.Rule], rule.Id), ScopeOfMain);
        }

        if (rule is { Target: not null, Counts: false })
        {
            tried.Add(MatchReason.RuleLapsed);
        }

        var found = Found();
        return (IsRefused(found, rule) ? new Outcome.None([MatchReason.RuleOfNone]) : found.After(tried), ScopeOfMain);
    }

    private MatchScope? ScopeOfMain => ScopeOfContact ?? ScopeOfCompany;

    private MatchScope? ScopeOfContact => main.Contact.Known is { } contact ? new MatchScope.OfContact(contact) : null;

    private MatchScope? ScopeOfCompany => main.Company.Known is { } company ? new MatchScope.OfCompany(company) : null;

    private MatchRule? RuleOf(MatchScope? scope) =>
        scope is null ? null : facts.Rules.FirstOrDefault(r => r.Kind is MatchKind.Deal && scope.Equals(r.Scope));

    /// <summary>It was said that it is none of these.</summary>
    private static bool IsRefused(Outcome found, MatchRule? rule) =>
        found is Outcome.Ambiguous several && rule is { Target: null } && several.Candidates.All(rule.Asked.Contains);

    /// <summary>
    /// A mail that was passed on to other people keeps its thread: it is about the deal only while somebody of the deal, or of the earlier
    /// mail, is on it. A deal that is closed meanwhile stands behind an open one that the subject names.
    /// </summary>
    private Outcome? OfThread()
    {
        var all = item.Threads.SelectMany(t => facts.Threads[t]).ToList();
        var same = all.Where(IsOfTheirs).ToList();
        if (all.Count > 0 && same.Count == 0)
        {
            tried.Add(MatchReason.ThreadOfOthers);
        }

        if (same.Count > 0 && !same.Exists(t => t.IsOpen) && Named(d => d.IsOpen) is Outcome.Certain named)
        {
            return named;
        }

        var found = Outcome.Of(same.Select(t => t.DealId), MatchReason.Thread, MatchReason.SeveralInThread);
        var rule = found is Outcome.Ambiguous && item.ConversationId is { } id ? RuleOf(new MatchScope.OfThread(id)) : null;
        return rule is { Target: { } said, Counts: true } ? new Outcome.Certain(said, [MatchReason.Rule], rule.Id)
            : found is Outcome.Ambiguous && IsRefused(found, rule) ? new Outcome.None([MatchReason.RuleOfNone])
            : found is Outcome.Ambiguous several && Named(d => several.Candidates.Contains(d.Id)) is Outcome.Certain one
            ? one.After([MatchReason.SeveralInThread])
            : found;
    }

    private bool IsOfTheirs(ThreadDeal deal) => deal.People.Any(a => people.Any(p => p.Person.Address == a))
        || (deal.ContactId is { } contact && (contacts.Contains(contact) || candidates.Contains(contact)))
        || (deal.CompanyId is { } firm && firms.Contains(firm));

    /// <summary>Whose number or title the subject has; of open and closed ones the open ones.</summary>
    private Outcome? Named(Func<KnownDeal, bool> among)
    {
        var near = facts.Deals.Where(among).Where(IsNear).ToList();
        return Outcome.Of(OpenFirst(NamedInSubject.ByNumber(item.Subject, near)), MatchReason.Number, MatchReason.SeveralNamed)
            ?? Outcome.Of(OpenFirst(NamedInSubject.ByTitle(item.Subject, near)), MatchReason.Title, MatchReason.SeveralNamed);
    }

    private static IEnumerable<Guid> OpenFirst(IReadOnlyList<KnownDeal> named) =>
        named.Where(d => d.IsOpen || named.All(n => !n.IsOpen)).Select(d => d.Id);

    private bool IsNear(KnownDeal deal) =>
        IsOf(deal, contacts) || IsOf(deal, candidates) || (deal.CompanyId is { } firm && firms.Contains(firm));

    private Outcome Found()
    {
        var open = facts.Deals.Where(d => d.IsOpen && IsNear(d)).ToList();
        return Named(_ => true)
            ?? (tried.Contains(MatchReason.ThreadOfOthers) ? new Outcome.None([]) : null)
            ?? (main.Contact is Outcome.Ambiguous && open.Count > 0 ? new Outcome.None([MatchReason.WaitsForContact]) : null)
            ?? Outcome.Of(open.Where(d => IsOf(d, contacts)).Select(d => d.Id), MatchReason.ContactOfDeal, MatchReason.SeveralOfContacts)
            ?? (main.Company is Outcome.Ambiguous ? new Outcome.None([MatchReason.WaitsForCompany]) : null)
            ?? Outcome.Of(open.Select(d => d.Id), MatchReason.OnlyOfCompany, MatchReason.SeveralOfCompanies)
            ?? new Outcome.None([MatchReason.NoOpenDeal]);
    }

    private static bool IsOf(KnownDeal deal, HashSet<Guid> people) => deal.ContactId is { } contact && people.Contains(contact);
}
