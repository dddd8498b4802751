using Crm.Core.Deals;
using Crm.Core.Matching;

namespace Crm.Core.MatchQuestions;

/// <summary>The names of what questions are about, as far as their reader may see the records.</summary>
internal sealed class CandidateNames
{
    private readonly Dictionary<Guid, string> names = [];
    private readonly HashSet<Guid> choices = [];

    private CandidateNames()
    {
    }

    public string this[Guid id] => names[id];

    /// <summary>It is there, and may still be meant: of deals only open ones, unless a thread or subject speaks of it.</summary>
    public bool IsChoice(Guid id) => choices.Contains(id);

    public static async Task<CandidateNames> OfAsync(
        ICrmDb db, CurrentUser user, IReadOnlyCollection<MatchQuestion> questions, CancellationToken ct)
    {
        var found = new CandidateNames();
        await found.DealsAsync(db, questions, ct);
        await found.ContactsAsync(db, user, questions, ct);
        await found.CompaniesAsync(db, user, questions, ct);
        return found;
    }

    /// <summary>"Mail with Ann Miller is about Fleet renewal".</summary>
    public string Rule(MatchQuestion rule)
    {
        var target = rule.Answer is not { } answer ? null : names.TryGetValue(answer, out var name) ? Short(name)
            : $"a {rule.Kind.ToString().ToLowerInvariant()} that is not there any more";
        var known = rule.Candidates.Where(names.ContainsKey).Select(c => Short(names[c])).Order(StringComparer.CurrentCultureIgnoreCase);
        var asked = string.Join(", ", known.Take(3));
        var none = asked.Length == 0 ? "none of those that were asked about" : $"none of {asked}";
        var whose = rule.ConversationId is not null ? "This conversation"
            : (rule.ContactId ?? rule.CompanyId) is { } scope && names.TryGetValue(scope, out var with) ? $"Mail with {Short(with)}"
            : "Mail";
        return rule.Kind switch
        {
            MatchKind.Deal => $"{whose} is about {target ?? none}",
            MatchKind.Contact => target is null ? $"Who shares an address is {none}" : $"Where contacts share an address, it is {target}",
            MatchKind.Company => target is null ? $"Who shares a domain is {none}" : $"Where companies share a domain, it is {target}",
        };
    }

    private async Task DealsAsync(ICrmDb db, IReadOnlyCollection<MatchQuestion> questions, CancellationToken ct)
    {
        var (asked, spokenOf) = (Candidates(questions, MatchKind.Deal),
            questions.Where(q => q.ConversationId is not null || q.Reason is MatchReason.SeveralNamed).SelectMany(q => q.Candidates)
                .ToHashSet());
        foreach (var deal in asked.Count == 0 ? [] : await db.Deals.NotDeleted().Where(d => asked.Contains(d.Id))
            .Select(d => new { d.Id, d.Title, d.Status, Company = d.Company == null ? null : d.Company.Name }).ToListAsync(ct))
        {
            var isNamed = deal.Company is { } firm && deal.Title.Contains(firm, StringComparison.OrdinalIgnoreCase);
            Add(deal.Id, deal.Title, isNamed ? null : deal.Company, deal.Status is DealStatus.Open || spokenOf.Contains(deal.Id));
        }
    }

    private async Task ContactsAsync(ICrmDb db, CurrentUser user, IReadOnlyCollection<MatchQuestion> questions, CancellationToken ct)
    {
        var asked = Candidates(questions, MatchKind.Contact).Concat(questions.Select(q => q.ContactId).OfType<Guid>()).ToList();
        foreach (var contact in asked.Count == 0 ? [] : await db.Contacts.NotDeleted().Where(c => asked.Contains(c.Id))
            .Select(c => new
            {
                c.Id, c.FirstName, c.LastName, Company = c.Company == null ? null : c.Company.Name, c.OwnerId,
                Owner = c.Owner!.Name ?? c.Owner.Email,
            })
            .ToListAsync(ct))
        {
            Add(contact.Id, $"{contact.FirstName} {contact.LastName}", Beside(contact.Company, contact.OwnerId, contact.Owner, user));
        }
    }

    private async Task CompaniesAsync(ICrmDb db, CurrentUser user, IReadOnlyCollection<MatchQuestion> questions, CancellationToken ct)
    {
        var asked = Candidates(questions, MatchKind.Company).Concat(questions.Select(q => q.CompanyId).OfType<Guid>()).ToList();
        foreach (var company in asked.Count == 0 ? [] : await db.Companies.NotDeleted().Where(c => asked.Contains(c.Id))
            .Select(c => new { c.Id, c.Name, c.OwnerId, Owner = c.Owner!.Name ?? c.Owner.Email }).ToListAsync(ct))
        {
            Add(company.Id, company.Name, Beside(null, company.OwnerId, company.Owner, user));
        }
    }

    private static List<Guid> Candidates(IReadOnlyCollection<MatchQuestion> questions, MatchKind kind) =>
        [.. questions.Where(q => q.Kind == kind).SelectMany(q => q.Candidates.Concat(q.Answer is { } answer ? [answer] : [])).Distinct()];

    private static string? Beside(string? company, Guid ownerId, string owner, CurrentUser user) =>
        (company, ownerId == user.Id) switch
        {
            (null, true) => null,
            (null, false) => $"of {owner}",
            ({ } firm, true) => firm,
            ({ } firm, false) => $"{firm} · of {owner}",
        };

    private void Add(Guid id, string name, string? beside, bool isChoice = true)
    {
        names[id] = beside is null ? name : $"{name} · {beside}";
        if (isChoice)
        {
            choices.Add(id);
        }
    }

    private static string Short(string name) => name.Split(" · ")[0];
}
