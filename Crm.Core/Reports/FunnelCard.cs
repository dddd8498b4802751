namespace Crm.Core.Reports;

/// <summary>How deals went through the stages within a period.</summary>
public static class FunnelCard
{
    private static readonly string[] Periods = ["this quarter", "last quarter", "this year"];

    public static AdaptiveCard For(FunnelReport report, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            .. ReportBlocks.Head("Funnel", report.Of, report.Period, shown),
            .. report.Stages.All(s => s.Entered == 0)
                ? [new TextBlock("No deal entered a stage in this time.")]
                : Charts.Bars(
                    "Deals that entered a stage", [.. report.Stages.Select(s => (s.Name, (decimal)s.Entered))],
                    longest => $"{shown.Count((long)longest)} deal{(longest == 1 ? "" : "s")}"),
            .. report.Stages.Where(s => s.Entered > 0).Select(s => (Element)Line(s, shown)),
        ])
        {
            Actions = ReportBlocks.Ways(reader, report.Of,
                of => ExecuteAction.Press(of == ReportQuestion.Me ? "Mine" : "Everybody's", new ShowFunnel(of, report.Period.Words)),
                [.. Periods.Where(p => p != report.Period.Words).Select(
                    p => ExecuteAction.Press(char.ToUpperInvariant(p[0]) + p[1..], new ShowFunnel(ReportBlocks.OfWords(report.Of), p)))]),
            FallbackText = "Funnel",
        };
    }

    private static Container Line(FunnelStage stage, ReaderFormat shown) => new(
    [
        new TextBlock($"**{Markdown.Short(stage.Name, 60)}** · {shown.Count(stage.Entered)} entered"),
        Blocks.Subtle(string.Join(" · ", new[]
        {
            stage.ConversionToNext is { } next ? $"{shown.Percent(next)} went on" : "",
            stage.ConversionToWon is { } won ? $"{shown.Percent(won)} won" : "",
            stage.AverageDays is { } days ? $"{days:0.#} days on average" : "",
            stage.MedianDays is { } median ? $"median {median:0.#}" : "",
        }.Where(s => s.Length > 0))),
    ])
    { Spacing = Spacing.Small };
}
