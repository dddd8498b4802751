namespace Crm.Core.Companies;

/// <summary>What a kept company takes from the one that goes up in it, and gives back at an undo.</summary>
public sealed partial class Company : IMergeable<Company>
{
    internal const string DescriptionBelow = "descriptionBelow";

    private const string BetweenDescriptions = "\n\n";

    private static readonly MergeFields<Company> Fillable = new([.. Fields.All.For(FieldUse.Merged)]);

    /// <summary>An amount and its currency are one value: "12500.00 EUR".</summary>
    private string? RevenueText
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
    public (IReadOnlyList<MergeLine> Filled, IReadOnlyList<MergeLine> Dropped) Compare(Company other)
    {
        var lines = Fillable.Differences(this, other);
        var filled = lines.Where(l => l.Kept is null && MayFill(l, other)).ToList();
        var below = DescriptionWith(other) is null ? null
            : new MergeLine(DescriptionBelow, null, other.Description!, "Description, added below");
        return ([.. filled, .. below is null ? Array.Empty<MergeLine>() : [below]],
            [.. lines.Where(l => !filled.Contains(l) && l.Field != Fields.Domain.Name
                && (l.Field != Fields.Description.Name || below is null))
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
        var filled = Fillable.Fill(this, other, field => agrees || !IsAddress(field));
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

    private bool MayFill(MergeLine line, Company other) => !IsAddress(line.Field) || AgreesOnAddress(other);

    private bool AgreesOnAddress(Company other) =>
        Fields.AddressParts.All(part => part.Keep(this) is not { } mine || part.Keep(other) is not { } theirs
            || ComparisonKey.Of(mine) == ComparisonKey.Of(theirs));

    private static bool IsAddress(string field) => Fields.AddressParts.Any(part => part.Name == field);

    /// <summary>Null where there is nothing to add, or both do not fit.</summary>
    private string? DescriptionWith(Company other) =>
        Description is { } mine && other.Description is { } theirs && !mine.Contains(theirs, StringComparison.Ordinal)
            && mine.Length + BetweenDescriptions.Length + theirs.Length <= Fields.Description.Length
            ? mine + BetweenDescriptions + theirs
            : null;
}
