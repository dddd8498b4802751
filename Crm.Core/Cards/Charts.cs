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

/// <summary>A share of a whole, or a part of a stacked bar. The legend is plain text.</summary>
/// <param name="Color">One of Microsoft's names: good, warning, neutral, categoricalBlue …; null takes the client's next one.</param>
public sealed record ChartPart(string Legend, decimal Value, string? Color = null);

/// <summary>One bar of several parts.</summary>
public sealed record StackedBar(string Title, IReadOnlyList<ChartPart> Data);

/// <summary>Element Chart.HorizontalBar.Stacked of the same source.</summary>
public sealed record StackedBarChart(IReadOnlyList<StackedBar> Data) : Element
{
    public string? Title { get; init; }

    public required Element Fallback { get; init; }
}

/// <summary>Element Chart.Donut of the same source.</summary>
public sealed record DonutChart(IReadOnlyList<ChartPart> Data) : Element
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
            Fallback = new Container([.. bars.Select(b => (Element)Bar(b.Name, b.Value == 0 ? "–" : Letters(b.Value, most, '█')))]) { Spacing = Spacing.Small },
        };
    }

    /// <summary>Bars of two parts, the first of which is the one that counts.</summary>
    public static IEnumerable<Element> Stacked(string title, string first, string rest, IReadOnlyList<(string Name, decimal First, decimal Other)> bars)
    {
        var most = bars.Max(b => b.First + b.Other);
        yield return Blocks.Subtle(Markdown.Escape(title)) with { Spacing = Spacing.Medium };
        yield return new StackedBarChart([.. bars.Select(b => new StackedBar(b.Name, [new ChartPart(first, b.First, "categoricalBlue"), new ChartPart(rest, b.Other, "neutral")]))])
        {
            Title = title,
            Spacing = Spacing.Small,
            Fallback = new Container(
            [
                .. bars.Select(b => (Element)Bar(b.Name, b.First + b.Other == 0 ? "–" : Letters(b.First, most, '█') + Letters(b.Other, most, '░'))),
                Blocks.Subtle($"█ {first}  ░ {rest}") with { Size = TextSize.Small, Spacing = Spacing.Small },
            ])
            { Spacing = Spacing.Small },
        };
    }

    /// <summary>Shares of a whole; what each is worth stands beside its bar where there is no donut.</summary>
    public static IEnumerable<Element> Donut(string title, IReadOnlyList<(string Name, long Value)> parts)
    {
        var most = parts.Max(p => p.Value);
        yield return Blocks.Subtle(Markdown.Escape(title)) with { Spacing = Spacing.Medium };
        yield return new DonutChart([.. parts.Select(p => new ChartPart($"{p.Name} {p.Value}", p.Value))])
        {
            Title = title,
            Spacing = Spacing.Small,
            Fallback = new Container([.. parts.Select(p => (Element)Bar(p.Name, $"{Letters(p.Value, most, '█')} {p.Value}"))]) { Spacing = Spacing.Small },
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

    private static ColumnSet Bar(string name, string letters) => new(
    [
        new Column([new TextBlock(Markdown.Short(name, 40)) { Size = TextSize.Small }]) { Width = "2" },
        new Column([new TextBlock(letters) { Size = TextSize.Small, Color = TextColor.Accent, Wrap = false }]) { Width = "3" },
    ])
    { Spacing = Spacing.Small };

    /// <summary>As many as the share is worth; something is never nothing.</summary>
    private static string Letters(decimal value, decimal most, char letter) => value <= 0 || most <= 0 ? "" : new string(letter, Math.Max(1, (int)decimal.Round(value / most * Longest)));
}
