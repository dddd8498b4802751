namespace Crm.Core.Cards;

/// <summary>One bar of a chart. The label is plain text: charts know no markdown.</summary>
public sealed record BarPoint(string X, decimal Y)
{
    /// <summary>One of Microsoft's names: good, warning, neutral, categoricalBlue …; null takes the client's next one.</summary>
    public string? Color { get; init; }
}

/// <summary>
/// Teams' own chart element, drawn where the client knows it; every other renderer shows the fallback. Source: Microsoft, Charts in
/// Adaptive Cards, element Chart.HorizontalBar.
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

/// <summary>A share of a whole. The legend is plain text.</summary>
public sealed record ChartPart(string Legend, decimal Value);

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

    /// <summary>
    /// Bars from left to right, each with its name, all to one scale, which the title says; what they are worth stands in the lines below.
    /// </summary>
    public static IEnumerable<Element> Bars(string title, IReadOnlyList<(string Name, decimal Value)> bars, Func<decimal, string> say)
    {
        var most = bars.Max(b => b.Value);
        var scaled = Scaled(title, most, say);
        yield return Blocks.Subtle(Markdown.Escape(scaled)) with { Spacing = Spacing.Medium };
        yield return new HorizontalBarChart([.. bars.Select(b => new BarPoint(b.Name, b.Value))])
        {
            Title = scaled,
            Spacing = Spacing.Small,
            Fallback = new Container([.. bars.Select(b => (Element)Bar(b.Name, b.Value == 0 ? "–" : Letters(b.Value, most, '█')))])
                { Spacing = Spacing.Small },
        };
    }

    /// <summary>
    /// Bars of which a part counts. Microsoft's stacked bars are each drawn to the full width, so that a small one looks like a large one:
    /// there the whole and its part are two bars of one chart instead.
    /// </summary>
    public static IEnumerable<Element> Shares(
        string title, string part, string rest, IReadOnlyList<(string Name, decimal Part, decimal Other)> bars, Func<decimal, string> say)
    {
        var most = bars.Max(b => b.Part + b.Other);
        var scaled = Scaled(title, most, say);
        yield return Blocks.Subtle(Markdown.Escape(scaled)) with { Spacing = Spacing.Medium };
        yield return new HorizontalBarChart([.. bars.Where(b => b.Part + b.Other > 0).SelectMany(b => new[]
        {
            new BarPoint(b.Name, b.Part + b.Other) { Color = "neutral" },
            new BarPoint($"{b.Name}, {part}", b.Part) { Color = "categoricalBlue" },
        })])
        {
            Title = scaled,
            Spacing = Spacing.Small,
            Fallback = new Container(
            [
                .. bars.Select(b => (Element)Bar(b.Name, b.Part + b.Other == 0 ? "–" : Both(b.Part, b.Other, most))),
                Blocks.Subtle($"█ {part}  ░ {rest}") with { Size = TextSize.Small, Spacing = Spacing.Small },
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
            Fallback = new Container([.. parts.Select(p => (Element)Bar(p.Name, $"{Letters(p.Value, most, '█')} {p.Value}"))])
                { Spacing = Spacing.Small },
        };
    }

    /// <summary>One column for each day, the last one to the right.</summary>
    public static IEnumerable<Element> Days(string title, IReadOnlyList<(string Day, long Count)> days)
    {
        var most = Math.Max(1, days.Max(d => d.Count));
        var highest = Steps.Length - 1;
        var line = string.Concat(days.Select(d => Steps[d.Count == 0 ? 0 : (int)Math.Clamp(d.Count * highest / most, 1, highest)]));
        title = $"{title} (tallest: {most})";
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

    private static string Scaled(string title, decimal most, Func<decimal, string> say) =>
        most <= 0 ? title : $"{title} (longest bar: {say(most)})";

    /// <summary>As long as both are worth together, so that bars compare; the part within.</summary>
    private static string Both(decimal part, decimal rest, decimal most)
    {
        var whole = Letters(part + rest, most, '░');
        var counts = Letters(part, most, '█');
        return counts.Length >= whole.Length ? counts[..whole.Length] : counts + whole[counts.Length..];
    }

    /// <summary>As many as the share is worth; something is never nothing.</summary>
    private static string Letters(decimal value, decimal most, char letter) => value <= 0 || most <= 0
        ? ""
        : new string(letter, Math.Max(1, (int)decimal.Round(value / most * Longest)));
}
