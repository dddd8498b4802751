using Crm.Core.Companies;

namespace Crm.Core.Imports;

/// <summary>A company that an importer sees, and where it is.</summary>
public sealed record CompanyPlace(string Name, string? Domain, string Country);

/// <summary>
/// In which country the company is that a row of contacts means by its name or domain, for phone numbers without a country code. Only those
/// in another country than the firm are kept. Companies of one name in several countries say nothing.
/// </summary>
public sealed class CompanyCountries
{
    public static readonly CompanyCountries None = new([]);

    private readonly Dictionary<string, string?> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> byDomain = new(StringComparer.OrdinalIgnoreCase);

    public CompanyCountries(IEnumerable<CompanyPlace> places)
    {
        foreach (var place in places)
        {
            Add(byName, ComparisonKey.Of(place.Name), place.Country);
            if (place.Domain is { } domain)
            {
                Add(byDomain, domain, place.Country);
            }
        }
    }

    /// <param name="name">As the row names the company.</param>
    /// <param name="domain">As the row says it; else that of <paramref name="email"/> where it is a company's.</param>
    /// <param name="email">The contact's.</param>
    public string? Of(string? name, string? domain, string? email) =>
        byName.Count == 0 ? null
        : (domain ?? MailDomain.OfCompany(email)) is { } known && byDomain.GetValueOrDefault(known) is { } country ? country
        : name is null ? null : byName.GetValueOrDefault(ComparisonKey.Of(name));

    private static void Add(Dictionary<string, string?> places, string key, string country) =>
        places[key] = !places.TryGetValue(key, out var there) || there == country ? country : null;
}
