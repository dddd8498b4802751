using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Deals;

namespace Crm.Core.Reports;

/// <summary>What lies in the pipeline, as bars and as lines that open their deals.</summary>
public static class PipelineCard
{
    public static AdaptiveCard For(PipelineReport report, CurrentUser reader)
    {
        var shown = new Shown(reader);
        var currency = report.Totals.OrderByDescending(t => t.Currency == reader.Tenant.DefaultCurrency).ThenByDescending(t => t.Count).FirstOrDefault()?.Currency ?? reader.Tenant.DefaultCurrency;
        return new AdaptiveCard(
        [
            Blocks.Title("Pipeline"),
            Blocks.Subtle(ReportBlocks.Whose(report.Of)),
            .. report.Totals.Count == 0
                ? [new TextBlock("There are no open deals. “new deal” makes one.")]
                : Charts.Stacked(
                    $"Value by stage, {currency}", "weighted by probability", "the rest", [.. report.Stages.Select(s => Bar(s, currency))]),
            .. report.Stages.Where(s => s.Amounts.Count > 0).Select(s => (Element)Line(s, report, shown)),
            .. report.Totals.Select(t => (Element)new TextBlock($"**{shown.Count(t.Count)} open · {shown.Money(t.Value, t.Currency)}** · weighted {shown.Money(t.Weighted, t.Currency)}") { Separator = true }),
        ])
        {
            Actions = ReportBlocks.Ways(reader, report.Of, of => ExecuteAction.Press(of == ReportQuestion.Me ? "Mine" : "Everybody's", ShowPipeline.Verb, new ShowPipeline(of)),
                ExecuteAction.Press("Funnel", ShowFunnel.Verb, new ShowFunnel(ReportBlocks.OfWords(report.Of))),
                ExecuteAction.Press("Performance", ShowPerformance.Verb, new ShowPerformance(ReportBlocks.OfWords(report.Of)))),
            FallbackText = $"Pipeline: {string.Join(", ", report.Totals.Select(t => $"{shown.Count(t.Count)} open, {shown.Money(t.Value, t.Currency)}"))}",
        };
    }

    private static (string Name, decimal First, decimal Other) Bar(PipelineStageLine stage, string currency) =>
        stage.Amounts.FirstOrDefault(a => a.Currency == currency) is { } amount ? (stage.Name, amount.Weighted, amount.Value - amount.Weighted) : (stage.Name, 0, 0);

    private static Container Line(PipelineStageLine stage, PipelineReport report, Shown shown) => new(
    [
        new TextBlock($"**{Markdown.Short(stage.Name, 60)}** · {shown.Percent(stage.Probability)}"),
        Blocks.Subtle(string.Join(" · ", stage.Amounts.Select(a => $"{shown.Count(a.Count)} deal{(a.Count == 1 ? "" : "s")}, {shown.Money(a.Value, a.Currency)}"))),
    ])
    {
        Spacing = Spacing.Small,
        SelectAction = ExecuteAction.Press(
            $"Deals in {stage.Name}", ListDeals.Verb,
            new ListDeals($"stage is \"{stage.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" and status is Open{ReportBlocks.AndOwner(report.Of)} order by value desc")),
    };
}
