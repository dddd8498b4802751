using Crm.Core.Deals;

namespace Crm.Core.Reports;

/// <summary>What lies in the pipeline, as bars and as lines that open their deals.</summary>
public static class PipelineCard
{
    /// <summary>Charts of currencies that cannot be added up; a card carries 25 KB, and the lines hold every currency.</summary>
    private const int MostCharts = 3;

    public static AdaptiveCard For(PipelineReport report, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            Blocks.Title("Pipeline"),
            Blocks.Subtle(ReportBlocks.Whose(report.Of)),
            .. RateWords.Of(report.In, report.Totals.Select(t => t.Currency), shown),
            .. report.Totals.Count == 0
                ? [new TextBlock("There are no open deals. “new deal” makes one.")]
                : report.Totals.Take(MostCharts).SelectMany(t => Charts.Shares(
                    $"Value by stage, {t.Currency}", "weighted by probability", "the rest",
                    [.. report.Stages.Select(s => Bar(s, t.Currency))],
                    longest => shown.Money(longest, t.Currency))),
            .. report.Totals.Count <= MostCharts ? Array.Empty<Element>()
                :
                [
                    Blocks.Subtle(
                        $"{RateWords.Several([.. report.Totals.Skip(MostCharts).Select(t => t.Currency)])}: in the lines below, without "
                        + "a chart."),
                ],
            .. report.Stages.Where(s => s.Amounts.Count > 0).Select(s => (Element)Line(s, report, shown)),
            .. report.Totals
                .Select(
                    t => (Element)new TextBlock(
                        $"**{shown.Count(t.Count)} open · {shown.Money(t.Value, t.Currency)}** · weighted "
                        + $"{shown.Money(t.Weighted, t.Currency)}") { Separator = true }),
        ])
        {
            Actions = ReportBlocks.Ways(
                reader, report.Of, of => ExecuteAction.Press(of == ReportQuestion.Me ? "Mine" : "Everybody's", new ShowPipeline(of)),
                ExecuteAction.Press("Funnel", new ShowFunnel(ReportBlocks.OfWords(report.Of))),
                ExecuteAction.Press("Performance", new ShowPerformance(ReportBlocks.OfWords(report.Of)))),
            FallbackText =
                $"Pipeline: "
                    + $"{string.Join(", ", report.Totals.Select(t => $"{shown.Count(t.Count)} open, {shown.Money(t.Value, t.Currency)}"))}",
        };
    }

    private static (string Name, decimal First, decimal Other) Bar(PipelineStageLine stage, string currency) =>
        stage.Amounts.FirstOrDefault(a => a.Currency == currency) is { } amount
        ? (stage.Name, amount.Weighted, amount.Value - amount.Weighted)
        : (stage.Name, 0, 0);

    private static Container Line(PipelineStageLine stage, PipelineReport report, ReaderFormat shown) => new(
    [
        new TextBlock($"**{Markdown.Short(stage.Name, 60)}** · {shown.Percent(stage.Probability)}"),
        Blocks.Subtle(
            string.Join(
                " · ", stage.Amounts
                .Select(a => $"{shown.Count(a.Count)} deal{(a.Count == 1 ? "" : "s")}, {shown.Money(a.Value, a.Currency)}"))),
    ])
    {
        Spacing = Spacing.Small,
        SelectAction = ReportBlocks.Only(report.Of, "owner") is not { } owner ? null : ExecuteAction.Press(
            $"Deals in {stage.Name}", new ListDeals(
                $"stage is {ReportBlocks.Quoted(stage.Name)} and status is Open{(owner.Length == 0 ? "" : $" and {owner}")} "
                + $"order by {Order(stage, report)}")),
    };

    /// <summary>Amounts of several currencies stand one currency after the other, unless rates make them comparable.</summary>
    private static string Order(PipelineStageLine stage, PipelineReport report) =>
        stage.Amounts.Count > 1 && report.In.Rates.Count == 0 ? "currency, value desc" : "value desc";
}
