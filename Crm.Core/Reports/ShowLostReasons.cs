using Crm.Core.Catalogs;

namespace Crm.Core.Reports;

/// <summary>Why deals were lost, month by month of the reader's calendar, by the reasons that people gave.</summary>
public sealed record ShowLostReasons(string? Of = null, string? Period = null, string? From = null, string? To = null) : ICardRequest
{
    public static string Verb => "report.lost-reasons";
}

/// <param name="Months">The newest first; months in which nothing was lost are left out.</param>
public sealed record LostReasonsReport(ReportScope Of, ReportPeriod Period, IReadOnlyList<LostMonth> Months, ReportedIn In);

/// <param name="Month">Its first day.</param>
/// <param name="Reasons">The most frequent first, at most <see cref="ShowLostReasonsHandler.MostReasons"/>.</param>
/// <param name="OtherReasons">How many reasons there are beside these.</param>
public sealed record LostMonth(
    DateOnly Month, long Count, IReadOnlyList<CurrencyAmount> Values, IReadOnlyList<LostReason> Reasons, int OtherReasons);

/// <param name="Reason">As somebody wrote it; null where nobody gave one.</param>
public sealed record LostReason(string? Reason, long Count, IReadOnlyList<CurrencyAmount> Values);

public sealed class ShowLostReasonsHandler(ReportQuestion question, IReportStore store, FieldSource fields)
{
    public const int MostReasons = 20;

    public async Task<Result<LostReasonsReport>> HandleAsync(ShowLostReasons asked, CancellationToken ct)
    {
        var (scope, period) = (await question.ScopeAsync(asked.Of, ct), question.Period(asked.Period, asked.From, asked.To));
        if (ReportQuestion.Together(scope.Refusal, period.Refusal) is { } refusal)
        {
            return refusal;
        }

        var months = MonthsOf(period.Value);
        var span = question.MomentsOf(period.Value);
        List<DateTimeOffset> starts = [span.From, .. months.Skip(1).Select(question.Clock.StartOf)];
        var lost = await store.LostAsync(scope.Value.Ids, starts, span.Until, ct);
        var rates = await fields.RatesAsync(ct);
        return new LostReasonsReport(
            scope.Value, period.Value,
            [.. lost.GroupBy(cell => cell.Month).OrderByDescending(g => g.Key).Select(g => Month(months[g.Key], [.. g], rates))],
            rates.Used(lost.Select(cell => cell.Currency)));
    }

    private static List<DateOnly> MonthsOf(ReportPeriod period)
    {
        var months = new List<DateOnly>();
        for (var first = new DateOnly(period.From.Year, period.From.Month, 1); first <= period.To; first = first.AddMonths(1))
        {
            months.Add(first);
        }

        return months;
    }

    private static LostMonth Month(DateOnly month, IReadOnlyList<LostCell> cells, ReportingRates rates)
    {
        var reasons = cells.GroupBy(cell => cell.Reason, StringComparer.OrdinalIgnoreCase)
            .Select(g => new LostReason(g.Key, g.Sum(cell => cell.Count), Values(g, rates)))
            .OrderByDescending(reason => reason.Count).ThenBy(reason => reason.Reason, StringComparer.OrdinalIgnoreCase).ToList();
        return new LostMonth(
            month, cells.Sum(cell => cell.Count), Values(cells, rates), [.. reasons.Take(MostReasons)],
            Math.Max(0, reasons.Count - MostReasons));
    }

    private static IReadOnlyList<CurrencyAmount> Values(IEnumerable<LostCell> cells, ReportingRates rates) =>
        CurrencyAmount.Of(cells.Select(cell => new CurrencyAmount(cell.Currency, cell.Count, cell.Value)), rates);
}
