namespace Crm.Core.Companies;

/// <summary>How a company that somebody is about to make looks.</summary>
public sealed record CompanyIdentity(string Name, string? Domain = null, string? Website = null);

/// <summary>
/// Candidates by indexes, among what the running use case's caller may see; whether they are alike is decided by who asks.
/// </summary>
public interface IDuplicateFinder
{
    /// <summary>Shorter names are like too many others.</summary>
    const int ShortestAlike = 4;

    /// <param name="core">The name without its legal form.</param>
    /// <param name="domains">Any of these domains is a sign as well.</param>
    /// <param name="ct">Cancels the search.</param>
    Task<IReadOnlyList<Guid>> CompaniesAsync(string core, IReadOnlyCollection<string> domains, CancellationToken ct);

    /// <param name="digits">Of the number, without the country's.</param>
    /// <param name="ct">Cancels the search.</param>
    Task<IReadOnlyList<Guid>> ContactsByPhoneAsync(string digits, CancellationToken ct);
}

/// <summary>Which companies, among those that the caller sees, look like one that is about to be made.</summary>
public sealed class CompanyDuplicates(ICrmDb db, IDuplicateFinder lookAlikes)
{
    /// <summary>More would not help to choose.</summary>
    public const int Most = 5;

    /// <summary>A firm registers its name under several of these.</summary>
    private static readonly string[] CommonSuffixes =
        ["com", "net", "org", "eu", "io", "co", "biz", "info", "de", "at", "ch", "fr", "nl", "be", "it", "es", "pt", "pl", "cz", "se", "dk",
            "no", "fi", "co.uk", "ie", "us", "ca", "com.au", "in", "cn", "jp", "co.jp", "com.br"];

    /// <summary>The same names first, then those that are only like it.</summary>
    /// <param name="looks">The company that is about to be made.</param>
    /// <param name="ct">Cancels the search.</param>
    /// <param name="except">The company itself, where it was made in this use case.</param>
    public async Task<IReadOnlyList<LikelyDuplicate>> FindAsync(CompanyIdentity looks, CancellationToken ct, Guid? except = null)
    {
        var name = CompanyName.Of(looks.Name);
        var domains = Domains(looks);
        var ids = (await lookAlikes.CompaniesAsync(name.Text, domains, ct)).Where(id => id != except).ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var found = await db.Companies.NotDeleted().Where(c => ids.Contains(c.Id))
            .Select(c => new { c.Id, c.Name, c.Domain, c.City, Owner = c.Owner!.Name, c.CreatedAt }).ToListAsync(ct);
        var further = await db.FurtherDomains.Where(d => ids.Contains(d.CompanyId)).Select(d => new { d.CompanyId, d.Domain })
            .ToListAsync(ct);
        return
        [
            .. found.Select(c => (Company: c, Name: CompanyName.Of(c.Name),
                HasDomain: further.Where(d => d.CompanyId == c.Id).Select(d => d.Domain).Append(c.Domain)
                .Any(d => d is not null && domains.Contains(d))))
                .Where(c => c.HasDomain || name.IsLike(c.Name))
                .OrderByDescending(c => name.IsSameAs(c.Name)).ThenByDescending(c => c.HasDomain).ThenBy(c => c.Company.CreatedAt)
                    .ThenBy(c => c.Company.Id)
                .Take(Most)
                .Select(c => new LikelyDuplicate(
                    c.Company.Id, c.Company.Name, string.Join(" · ",
                        new[] { c.Company.Domain, c.Company.City, c.Company.Owner }.Where(s => !string.IsNullOrEmpty(s))),
                        name.IsSameAs(c.Name))),
        ];
    }

    /// <summary>
    /// The domains that would be this company's, those above them, and the same name under other suffixes. None for free mail.
    /// </summary>
    private static HashSet<string> Domains(CompanyIdentity looks)
    {
        var domains = new HashSet<string>(StringComparer.Ordinal);
        foreach (var typed in new[] { looks.Domain, looks.Website }.OfType<string>().Select(DomainName.Find).OfType<string>()
            .Where(d => !FreeMail.Include(d)))
        {
            var chain = DomainName.UpToRegistered(typed);
            domains.UnionWith(chain);
            if (chain is [.., var registered])
            {
                var label = registered[..registered.IndexOf('.', StringComparison.Ordinal)];
                domains.UnionWith(CommonSuffixes.Select(suffix => $"{label}.{suffix}").Where(d => !FreeMail.Include(d)));
            }
        }

        return domains;
    }
}
