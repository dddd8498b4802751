namespace Crm.Core.ExchangeRates;

/// <summary>What cards say of figures whose amounts are in several currencies: at which rates they were converted, what has none.</summary>
public static class RateWords
{
    private const int MostRates = 4;

    /// <summary>Below a figure: nothing where all of it is in one currency and nothing was converted.</summary>
    /// <param name="reported">What was converted.</param>
    /// <param name="currencies">Those in which the amounts are given.</param>
    /// <param name="shown">How the reader writes days and numbers.</param>
    public static IEnumerable<Element> Of(ReportedIn reported, IEnumerable<string> currencies, ReaderFormat shown)
    {
        List<string> apart = [.. currencies.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (reported.Rates.Count > 0)
        {
            yield return Blocks.Subtle(Converted(reported, shown)) with { Spacing = Spacing.Small };
            apart.Remove(reported.Currency);
        }

        if (reported.Rates.Count > 0 && apart.Count > 0)
        {
            var stands = apart.Count == 1 ? "stands by itself" : "stand by themselves";
            yield return Blocks.Subtle($"{Unrated(apart)} and {stands}.") with { Spacing = Spacing.Small };
        }
        else if (apart.Count > 1)
        {
            yield return Blocks.Subtle(
                $"{Several(apart)} are not added up: there is no rate between them. “currencies” shows the rates.") with
            {
                Spacing = Spacing.Small,
            };
        }
    }

    /// <summary>By which rates, in words: few are said, of many the currencies and the days.</summary>
    public static string Converted(ReportedIn reported, ReaderFormat shown)
    {
        var (first, last) = (reported.Rates.Min(r => r.AsOf), reported.Rates.Max(r => r.AsOf));
        var days = first == last ? shown.Date(last) : $"{shown.Date(first)} to {shown.Date(last)}";
        var rates = reported.Rates.Count > MostRates ? Several([.. reported.Rates.Select(r => r.Currency)])
            : string.Join(", ", reported.Rates.Select(r => $"1 {r.Currency} = {shown.Rate(r.Rate)} {reported.Currency}"));
        return $"In {reported.Currency}, at the rate{(reported.Rates.Count == 1 ? "" : "s")} of {days}: {rates}";
    }

    public static string Unrated(IReadOnlyList<string> currencies) =>
        $"{Several(currencies)} {(currencies.Count == 1 ? "has" : "have")} no rate";

    public static string Several(IReadOnlyList<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";
}
