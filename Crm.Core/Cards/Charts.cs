namespace Crm.Core.Cards;

/// <summary>One bar of a chart. The label is plain text: charts know no markdown.</summary>
public sealed record BarPoint(string X, decimal Y)
{
    public string? Color { get; init; }
}

/// <summary>
/// Teams' own chart element, drawn where the client knows it; every other renderer shows the fallback. Source: Microsoft, Charts in Adaptive
/// Cards, element Chart.HorizontalBar.
/// </summary>
public sealed record HorizontalBarChart(IReadOnlyList<BarPoint> Data) : Element
{
    public string? Title { get; init; }

    /// <summary>AbsoluteWithAxis, AbsoluteNoAxis or PartToWhole.</summary>
    public string DisplayMode { get; init; } = "AbsoluteNoAxis";

    public required Element Fallback { get; init; }
}

/// <summary>Element Chart.VerticalBar of the same source.</summary>
public sealed record VerticalBarChart(IReadOnlyList<BarPoint> Data) : Element
{
    public string? Title { get; init; }

    public required Element Fallback { get; init; }
}

/// <summary>Charts with what stands in for them where there are none: bars made of letters.</summary>
public static class Charts
{
    private const int Longest = 12;
    private const string Steps = "▁▂▃▄▅▆▇█";

    /// <summary>Bars from left to right, each with its name; what they are worth stands in the lines below the chart.</summary>
    public static IEnumerable<Element> Bars(string title, IReadOnlyList<(string Name, decimal Value)> bars)
    {
        var most = bars.Max(b => b.Value);
        yield return Blocks.Subtle(Markdown.Escape(title)) with { Spacing = Spacing.Medium };
        yield return new HorizontalBarChart([.. bars.Select(b => new BarPoint(b.Name, b.Value))])
        {
            Title = title,
            Spacing = Spacing.Small,
            Fallback = new Container([.. bars.Select(b => (Element)Bar(b.Name, most == 0 ? 0 : b.Value / most))]) { Spacing = Spacing.Small },
        };
    }

    /// <summary>One column for each day, the last one to the right.</summary>
    public static IEnumerable<Element> Days(string title, IReadOnlyList<(string Day, long Count)> days)
    {
        var most = Math.Max(1, days.Max(d => d.Count));
        var line = string.Concat(days.Select(d => d.Count == 0 ? '▁' : Steps[(int)Math.Min(Steps.Length - 1, d.Count * (Steps.Length - 1) / most)]));
        yield return Blocks.Subtle(Markdown.Escape(title)) with { Spacing = Spacing.Medium };
        yield return new VerticalBarChart([.. days.Select(d => new BarPoint(d.Day, d.Count))])
        {
            Title = title,
            Spacing = Spacing.Small,
            Fallback = new TextBlock(line) { Size = TextSize.Large, Color = TextColor.Accent, Spacing = Spacing.None },
        };
    }

    private static ColumnSet Bar(string name, decimal share)
    {
        var length = share == 0 ? 0 : Math.Max(1, (int)decimal.Round(share * Longest));
        return new ColumnSet(
        [
            new Column([new TextBlock(Markdown.Short(name, 40)) { Size = TextSize.Small }]) { Width = "2" },
            new Column([new TextBlock(length == 0 ? "–" : new string('█', length)) { Size = TextSize.Small, Color = TextColor.Accent, Wrap = false }]) { Width = "3" },
        ])
        { Spacing = Spacing.Small };
    }
}
