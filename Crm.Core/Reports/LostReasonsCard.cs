namespace Crm.Core.Reports;

/// <summary>Why deals were lost, month by month.</summary>
public static class LostReasonsCard
{
    private const int MostMonths = 12;
    private const int MostReasons = 5;
    private static readonly string[] Periods = ["this quarter", "last quarter", "this year"];

    public static AdaptiveCard For(LostReasonsReport report, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        var months = report.Months.Take(MostMonths).ToList();
        return new AdaptiveCard(
        [
            .. ReportBlocks.Head("Lost reasons", report.Of, report.Period, shown),
            .. months.Count == 0 ? [new TextBlock("No deal was lost in this time.")] : months.Select(m => (Element)Line(m, shown)),
            .. report.Months.Count > MostMonths
                ? [Blocks.Subtle($"and {shown.Count(report.Months.Count - MostMonths)} earlier months")] : Array.Empty<Element>(),
            .. RateWords.Of(report.In, months.SelectMany(m => m.Values).Select(v => v.Currency), shown),
        ])
        {
            Actions = ReportBlocks.Ways(reader, report.Of,
                of => ExecuteAction.Press(of == ReportQuestion.Me ? "Mine" : "Everybody's", new ShowLostReasons(of, report.Period.Words)),
                [.. Periods.Where(p => p != report.Period.Words).Select(p => ExecuteAction.Press(
                    char.ToUpperInvariant(p[0]) + p[1..], new ShowLostReasons(ReportBlocks.OfWords(report.Of), p)))]),
            FallbackText = "Lost reasons",
        };
    }

    private static Container Line(LostMonth month, ReaderFormat shown)
    {
        var others = month.OtherReasons + Math.Max(0, month.Reasons.Count - MostReasons);
        return new Container(
        [
            new TextBlock($"**{shown.Month(month.Month)}** · {shown.Count(month.Count)} lost · {Worth(month.Values, shown)}"),
            new FactSet([.. month.Reasons.Take(MostReasons).Select(r => new Fact(shown.Count(r.Count), Said(r, shown)))]),
            .. others > 0 ? [Blocks.Subtle($"and {shown.Count(others)} more reasons")] : Array.Empty<Element>(),
        ])
        { Spacing = Spacing.Medium };
    }

    private static string Said(LostReason reason, ReaderFormat shown) =>
        $"{(reason.Reason is { } why ? Markdown.Short(why, 120) : "No reason given")} · {Worth(reason.Values, shown)}";

    private static string Worth(IReadOnlyList<CurrencyAmount> values, ReaderFormat shown) =>
        string.Join(" + ", values.Select(v => shown.Money(v.Value, v.Currency)));
}
