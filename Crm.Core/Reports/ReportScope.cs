namespace Crm.Core.Reports;

public sealed record ReportPerson(Guid Id, string Name)
{
    /// <summary>As the filter language names them, for the lists behind a report's numbers; null for who has left.</summary>
    [JsonIgnore]
    public string? InFilter { get; init; }
}

/// <summary>Whose numbers a report shows.</summary>
/// <param name="IsEveryone">The whole tenant; <paramref name="People"/> is then empty.</param>
/// <param name="People">One person, or the people of a team, by name.</param>
public sealed record ReportScope(bool IsEveryone, IReadOnlyList<ReportPerson> People)
{
    /// <summary>Null for the whole tenant.</summary>
    internal IReadOnlyList<Guid>? Ids => IsEveryone ? null : [.. People.Select(p => p.Id)];
}

/// <summary>Days of the reader's calendar, both included.</summary>
/// <param name="Words">The span as it was asked for: "this quarter"; null when days were.</param>
public sealed record ReportPeriod(DateOnly From, DateOnly To, string? Words);

/// <summary>
/// Deals of one currency: the one that the tenant reports in, or one without a rate. Currencies are never added to one another as they are.
/// </summary>
public sealed record CurrencyAmount(string Currency, long Count, decimal Value)
{
    /// <summary>Sums of single currencies, converted where there is a rate.</summary>
    public static IReadOnlyList<CurrencyAmount> Of(IEnumerable<CurrencyAmount> sums, ReportingRates rates) =>
    [
        .. rates.InOrder(sums.GroupBy(s => rates.ReportedAs(s.Currency), StringComparer.Ordinal), g => g.Key)
            .Select(g => new CurrencyAmount(
                g.Key, g.Sum(s => s.Count), ReportingRates.Rounded(g.Sum(s => s.Value * rates.Of(s.Currency))))),
    ];
}

/// <summary>A moment and the one that is no longer in it.</summary>
public readonly record struct MomentSpan(DateTimeOffset From, DateTimeOffset Until);

/// <summary>Days of a reader.</summary>
/// <param name="From">Null for no beginning.</param>
/// <param name="Until">The day after the last.</param>
public readonly record struct ReaderDays(DateOnly? From, DateOnly Until, LocalClock Clock)
{
    /// <summary>Whether moments alone tell which days without an hour are among them.</summary>
    public bool AreDividedByMoments => (From is null || Clock.DividesPlaces(From.Value)) && Clock.DividesPlaces(Until);
}
