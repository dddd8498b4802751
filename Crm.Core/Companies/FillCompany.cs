using System.Globalization;
using Crm.Core.Access;
using Crm.Core.Records;

namespace Crm.Core.Companies;

/// <summary>What a kept company takes from the one that goes up in it, and gives back at an undo.</summary>
public sealed partial class Company
{
    internal const string DescriptionBelow = "descriptionBelow";

    private const string BetweenDescriptions = "\n\n";

    /// <summary>Parts of one address: the street of one company with the town of the other would be nobody's.</summary>
    private static readonly IReadOnlyList<(string Name, Func<Company, string?> Get, Action<Company, string?> Set)> AddressParts =
    [
        ("addressLine1", c => c.AddressLine1, (c, v) => c.AddressLine1 = v),
            ("addressLine2", c => c.AddressLine2, (c, v) => c.AddressLine2 = v),
        ("city", c => c.City, (c, v) => c.City = v), ("state", c => c.State, (c, v) => c.State = v),
            ("postalCode", c => c.PostalCode, (c, v) => c.PostalCode = v),
        ("country", c => c.Country, (c, v) => c.Country = v),
    ];

    private static readonly MergeFields<Company> Fillable = new(
    [
        ("domain", c => c.Domain, (c, v) => c.Domain = v), ("website", c => c.Website, (c, v) => c.Website = v),
            ("phone", c => c.Phone, (c, v) => c.Phone = v),
        ("email", c => c.Email, (c, v) => c.Email = v), ("industry", c => c.Industry, (c, v) => c.Industry = v),
            ("source", c => c.Source, (c, v) => c.Source = v),
        ("companySize", c => c.CompanySize is { } size ? UpperSnake.Of(size) : null, (c, v) => c.CompanySize = v is null
            ? null : UpperSnake.Parse<CompanySize>(v)),
        ("annualRevenue", c => c.Revenue, (c, v) => c.Revenue = v),
        ("employeeCount", c => c.EmployeeCount?.ToString(CultureInfo.InvariantCulture), (c, v) => c.EmployeeCount = v is null
            ? null : int.Parse(v, CultureInfo.InvariantCulture)),
        ("description", c => c.Description, (c, v) => c.Description = v), ("linkedInUrl", c => c.LinkedInUrl, (c, v) => c.LinkedInUrl = v),
        .. AddressParts,
    ]);

    /// <summary>An amount and its currency are one value: "12500.00 EUR".</summary>
    private string? Revenue
    {
        get => AnnualRevenue is { } amount ? $"{amount.ToString(CultureInfo.InvariantCulture)} {RevenueCurrency}".TrimEnd() : null;
        set
        {
            var parts = value?.Split(' ');
            AnnualRevenue = parts is null ? null : decimal.Parse(parts[0], CultureInfo.InvariantCulture);
            RevenueCurrency = parts is [_, var currency] ? currency : null;
        }
    }

    /// <summary>
    /// What <see cref="FillFrom"/> would take, and what it would leave behind. A domain is never left: it becomes a further one of the kept
    /// company.
    /// </summary>
    internal (IReadOnlyList<MergeLine> Filled, IReadOnlyList<MergeLine> Dropped) Compare(Company other)
    {
        var lines = Fillable.Differences(this, other);
        var filled = lines.Where(l => l.Kept is null && MayFill(l, other)).ToList();
        var below = DescriptionWith(other) is null ? null : new MergeLine(DescriptionBelow, null, other.Description!);
        return ([.. filled, .. below is null ? Array.Empty<MergeLine>() : [below]],
            [.. lines.Where(l => !filled.Contains(l) && l.Field != "domain" && (l.Field != "description" || below is null))
                .Select(l => l with { Kept = l.Kept ?? "nothing" })]);
    }

    /// <summary>
    /// Empty fields take the other's values; a second description goes below the first. The other is deleted by now: its domain is free.
    /// </summary>
    /// <returns>What was taken, for <see cref="TakeBack"/>.</returns>
    internal Dictionary<string, string> FillFrom(Company other)
    {
        var both = DescriptionWith(other);
        var agrees = AgreesOnAddress(other);
        var filled = Fillable.Fill(this, other, line => agrees || !IsAddress(line));
        if (both is not null)
        {
            filled[DescriptionBelow] = other.Description!;
            Description = both;
        }

        return filled;
    }

    /// <summary>Gives back what nobody changed since.</summary>
    internal void TakeBack(IReadOnlyDictionary<string, string> filled)
    {
        Fillable.TakeBack(this, filled, _ => true);
        if (filled.TryGetValue(DescriptionBelow, out var below)
            && Description?.EndsWith(BetweenDescriptions + below, StringComparison.Ordinal) is true)
        {
            Description = Description[..^(BetweenDescriptions.Length + below.Length)];
        }
    }

    /// <summary>Somebody else has it by now.</summary>
    internal void GiveUpDomain() => Domain = null;

    private bool MayFill(MergeLine line, Company other) => !IsAddress(line) || AgreesOnAddress(other);

    private bool AgreesOnAddress(Company other) =>
        AddressParts.All(part => part.Get(this) is not { } mine || part.Get(other) is not { } theirs
            || LooseName.Of(mine) == LooseName.Of(theirs));

    private static bool IsAddress(MergeLine line) => AddressParts.Any(part => part.Name == line.Field);

    /// <summary>Null where there is nothing to add, or both do not fit.</summary>
    private string? DescriptionWith(Company other) =>
        Description is { } mine && other.Description is { } theirs && !mine.Contains(theirs, StringComparison.Ordinal)
            && mine.Length + BetweenDescriptions.Length + theirs.Length <= DescriptionLength
            ? mine + BetweenDescriptions + theirs
            : null;
}
