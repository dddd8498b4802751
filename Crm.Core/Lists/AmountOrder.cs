namespace Crm.Core.Lists;

/// <summary>What a list in the order of amounts has to say of their currencies.</summary>
/// <param name="In">By which rates the page's amounts are compared.</param>
/// <param name="Unrated">Currencies of the page that are compared with no other one.</param>
/// <param name="ByNumber">Whether there are no rates at all, so that the numbers alone are in order.</param>
/// <param name="ByCurrency">The same list with one currency after the other; null where that cannot be asked.</param>
public sealed record AmountOrder(ReportedIn In, IReadOnlyList<string> Unrated, bool ByNumber, string? ByCurrency)
{
    /// <returns>Null where the page holds one currency, or is not in the order of amounts: then there is nothing to say.</returns>
    public static AmountOrder? Of<T>(FilterQuery query, FieldCatalog<T> catalog, IEnumerable<string> currencies, ReportingRates rates)
    {
        List<string> page = [.. currencies.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (query.Sort is not [{ Field.UnitOfTotal: not null } amounts, ..] || page.Count < 2)
        {
            return null;
        }

        var byCurrency = catalog.Find("currency") is { CanSort: true } currency
            ? FilterPrinter.Print(query with { Sort = [new(currency, Descending: false), amounts] })
            : null;
        return new AmountOrder(
            rates.Used(page), [.. page.Where(c => c != rates.Currency && rates.ReportedAs(c) == c)], !rates.Any, byCurrency);
    }

    /// <summary>Sums of a group in the reporting currency where there is a rate.</summary>
    public static IReadOnlyList<GroupTotal> Reported(IReadOnlyList<GroupTotal> totals, ReportingRates rates) =>
    [
        .. totals.GroupBy(t => (t.Field, Unit: t.Unit is { } unit ? rates.ReportedAs(unit) : null)).Select(g => new GroupTotal(
            g.Key.Field, g.Key.Unit,
            ReportingRates.Rounded(g.Sum(t => t.Sum * (t.Unit is { } unit ? rates.Of(unit) : 1))), g.Any(t => t.IsLowerBound))),
    ];
}
