using Crm.Core.Choices;
using Crm.Core.Companies;
using Crm.Core.Contacts;

namespace Crm.Core.ItemContext;

/// <summary>Matches the people of an item with contacts, colleagues and companies, by address and domain alone.</summary>
public sealed class KnownPeople(ICrmDb db, CurrentUser user, TenantChoicesCache choices)
{
    private static readonly Func<DbContext, string[], Guid, IAsyncEnumerable<Known>> ByAddress = EF.CompileAsyncQuery(
        (DbContext db, string[] addresses, Guid me) => db.Set<ContactAddress>()
            .Where(a => addresses.Contains(a.Address) && !a.Contact!.IsDeleted)
            .Select(a => new Known(
                a.Address, a.ContactId, a.Contact!.FirstName + " " + a.Contact.LastName, a.Contact.CompanyId, a.Contact.Company!.Name,
                a.OwnerId == me, a.Contact.DoNotContact)));

    /// <summary>
    /// For the commonest item, a mail from one person: PostgreSQL plans for a list anew each time, because it expects ten of them.
    /// </summary>
    private static readonly Func<DbContext, string, Guid, IAsyncEnumerable<Known>> ByOneAddress = EF.CompileAsyncQuery(
        (DbContext db, string address, Guid me) => db.Set<ContactAddress>().Where(a => a.Address == address && !a.Contact!.IsDeleted)
            .Select(a => new Known(
                a.Address, a.ContactId, a.Contact!.FirstName + " " + a.Contact.LastName, a.Contact.CompanyId, a.Contact.Company!.Name,
                a.OwnerId == me, a.Contact.DoNotContact)));

    private static readonly Func<DbContext, string[], IAsyncEnumerable<string>> ColleaguesAt = EF.CompileAsyncQuery(
        (DbContext db, string[] patterns) => db.Set<User>()
            .Where(u => !u.IsDeleted && patterns.Any(p => EF.Functions.Like(u.EmailLower, p))).Select(u => u.EmailLower));

    private static readonly Func<DbContext, string[], IAsyncEnumerable<Firm>> ByDomain = EF.CompileAsyncQuery(
        (DbContext db, string[] domains) => db.Set<Company>().Where(c => !c.IsDeleted && domains.Contains(c.Domain!))
            .Select(c => new { c.Id, c.Name, Domain = c.Domain! })
            .Concat(db.Set<FurtherDomain>().Where(d => domains.Contains(d.Domain) && !d.Company!.IsDeleted)
                .Select(d => new { Id = d.CompanyId, d.Company!.Name, d.Domain }))
            .Select(f => new Firm(f.Id, f.Name, f.Domain)));

    /// <summary>Each once and without whoever asks.</summary>
    public static IReadOnlyList<PersonSeen> Distinct(IEnumerable<PersonSeen> people, CurrentUser reader, IReadOnlySet<string> own) =>
    [
        .. people.Select(Clean)
            .Where(p => (p.Email is not null || p.Name is not null) && !(p.Email is { } address && IsOf(address, reader, own)))
            .DistinctBy(p => p.Email ?? "?" + p.Name),
    ];

    /// <summary>Who of them is a colleague is known from memory, in a firm of the usual size; the rest is a part of a batch.</summary>
    /// <param name="people">Each once.</param>
    /// <param name="ours">Further addresses that are nobody's to make a contact of.</param>
    /// <param name="ct">Cancels it.</param>
    public async Task<MatchingPeople> OfAsync(IReadOnlyList<PersonSeen> people, IReadOnlySet<string> ours, CancellationToken ct)
    {
        string[] addresses = [.. people.Select(p => p.Email).OfType<string>()];
        string[] domains = [.. addresses.SelectMany(a => (string[])[DomainOf(a), .. MailDomain.AllOfCompany(a)]).Distinct()];
        var kept = (await choices.GetAsync(db, user, ct)).Colleagues;
        var colleagues = kept is null ? [] : domains.SelectMany(domain => kept[domain]).ToHashSet(StringComparer.Ordinal);
        List<Known> contacts = [];
        List<Firm> firms = [];
        string[] theirs = [.. addresses.SelectMany(MailDomain.AllOfCompany).Except(DomainsOf(colleagues)).Distinct()];
        List<Func<Task>> queries =
        [
            async () => contacts = await (addresses is [var one]
                ? ByOneAddress(db.Context, one, user.Id) : ByAddress(db.Context, addresses, user.Id)).ToListAsync(ct),
        ];
        if (theirs.Length > 0)
        {
            queries.Add(async () => firms = await ByDomain(db.Context, theirs).ToListAsync(ct));
        }

        if (kept is null)
        {
            queries.Add(async () => colleagues.UnionWith(
                await ColleaguesAt(db.Context, [.. domains.Select(domain => "%@" + domain)]).ToListAsync(ct)));
        }

        return new MatchingPeople(
            colleagues.Concat(ours).ToHashSet(StringComparer.Ordinal), new BatchedRead<IReadOnlyList<RecognisedPerson>>(
                queries, _ => Task.FromResult(Match(people, contacts, colleagues, ours, firms))));
    }

    /// <returns>Null for an address that is no colleague's.</returns>
    public async Task<string?> ColleagueAsync(string address, CancellationToken ct) =>
        (await choices.GetAsync(db, user, ct)).People
            .FirstOrDefault(p => p.Aliases.Contains(address, StringComparer.OrdinalIgnoreCase))?.Label;

    private static IReadOnlyList<RecognisedPerson> Match(
        IReadOnlyList<PersonSeen> people, List<Known> contacts, HashSet<string> colleagues, IReadOnlySet<string> ours,
        List<Firm> firms)
    {
        var known = contacts.OrderByDescending(k => k.IsOwn).ThenBy(k => k.ContactId).DistinctBy(k => k.Address)
            .ToDictionary(k => k.Address);
        var (ourDomains, byDomain) = (DomainsOf(colleagues).ToHashSet(), firms.OrderBy(c => c.Id).DistinctBy(c => c.Domain)
            .ToDictionary(c => c.Domain));
        return [.. people.Select(p =>
        {
            var person = new RecognisedPerson(p.Email, p.Name, p.Role, PersonKind.Unknown, null, null, null, null, null);
            if (p.Email is null)
            {
                return person;
            }

            if (colleagues.Contains(p.Email) || ours.Contains(p.Email))
            {
                return person with { Kind = PersonKind.Colleague };
            }

            if (known.TryGetValue(p.Email, out var contact))
            {
                return person with { Kind = PersonKind.Contact, Name = contact.Name, ContactId = contact.ContactId,
                    CompanyId = contact.CompanyId, Company = contact.Company, DoNotContact = contact.DoNotContact };
            }

            var domains = MailDomain.AllOfCompany(p.Email);
            return domains.Any(ourDomains.Contains) ? person with { Kind = PersonKind.Colleague }
                : domains.Select(byDomain.GetValueOrDefault).OfType<Firm>().FirstOrDefault() is { } firm
                ? person with { Kind = PersonKind.Company, CompanyId = firm.Id, Company = firm.Name }
                : person;
        })];
    }

    private static IEnumerable<string> DomainsOf(IEnumerable<string> colleagues) =>
        colleagues.Select(MailDomain.OfCompany).OfType<string>();

    private static bool IsOf(string address, CurrentUser reader, IReadOnlySet<string> own) =>
        address == EmailAddress.Key(reader.Email) || own.Contains(address);

    /// <summary>Outlook also gives X.500 names and empty addresses; those aren't addresses to look up or to propose.</summary>
    private static PersonSeen Clean(PersonSeen seen) =>
        seen with { Email = EmailAddress.Key(seen.Email) is { Length: <= ContactAddress.Length } email ? email : null,
            Name = Text(seen.Name, 200), Role = Text(seen.Role, 40) };

    private static string? Text(string? text, int length) => NormalText.Line(text).Replace("\0", "", StringComparison.Ordinal) switch
    {
        "" => null,
        { } longer when longer.Length > length => longer[..length],
        { } fits => fits,
    };

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    private sealed record Firm(Guid Id, string Name, string Domain);

    private sealed record Known(
        string Address, Guid ContactId, string Name, Guid? CompanyId, string? Company, bool IsOwn, bool DoNotContact);
}

/// <param name="Colleagues">Addresses of ours, as far as they are known before anything is asked.</param>
/// <param name="Matches">Who they all are; no cards.</param>
public sealed record MatchingPeople(IReadOnlySet<string> Colleagues, BatchedRead<IReadOnlyList<RecognisedPerson>> Matches)
{
    public bool HaveColleague(string email) => Colleagues.Contains(email);
}
