namespace Crm.Core.Reports;

/// <summary>One number to look at.</summary>
/// <param name="Open">What a press on it shows.</param>
public sealed record Tile(string Number, string Label, TextColor? Color = null, CardAction? Open = null);

/// <summary>What the reports' cards share: whose numbers they are, and the way to the others.</summary>
public static class ReportBlocks
{
    /// <summary>A press carries its filter, and a card at most 25 KB.</summary>
    private const int LongestCondition = 400;

    public static string Whose(ReportScope scope) => scope.IsEveryone
        ? "Everybody"
        : string.Join(", ", scope.People.Take(5).Select(p => Markdown.Short(p.Name, 40)));

    /// <summary>Which report it is, of whom and over which time.</summary>
    public static IEnumerable<Element> Head(string title, ReportScope scope, ReportPeriod period, ReaderFormat shown) =>
    [
        Blocks.Title(title),
        Blocks.Subtle($"{Whose(scope)} · {period.Words ?? "from"} {shown.Date(period.From)} – {shown.Date(period.To)}"),
    ];

    /// <summary>Numbers side by side, large enough to be read at a glance.</summary>
    public static ColumnSet Tiles(params IReadOnlyList<Tile> tiles) => new(
    [
        .. tiles.Select(tile => new Column(
        [
            new TextBlock(tile.Number) { Size = TextSize.ExtraLarge, Weight = "Bolder", Color = tile.Color },
            Blocks.Subtle(tile.Label) with { Size = TextSize.Small },
        ])
        { SelectAction = tile.Open }),
    ])
    { Spacing = Spacing.Medium };

    /// <summary>The scope as it is asked for again.</summary>
    public static string OfWords(ReportScope scope) => scope.IsEveryone
        ? ReportQuestion.Everyone
        : string.Join(',', scope.People.Select(p => p.Id));

    /// <summary>
    /// The same people as a condition of a list: "" for everybody, null where it cannot be said (somebody of them has left, or they are too
    /// many): a number then opens nothing rather than another number.
    /// </summary>
    public static string? Only(ReportScope scope, string field)
    {
        if (scope.IsEveryone)
        {
            return "";
        }

        List<string> people = [.. scope.People.Select(p => p.InFilter).OfType<string>()
            .Select(p => p == ReportQuestion.Me ? p : Quoted(p))];
        var condition = people is [var one] ? $"{field} is {one}" : $"{field} is any of ({string.Join(", ", people)})";
        return people.Count < scope.People.Count || condition.Length > LongestCondition ? null : condition;
    }

    /// <summary>A name as the filter language reads it, whatever stands in it.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>One's own numbers or everybody's, for those who may see both, then the other ways.</summary>
    public static IReadOnlyList<CardAction> Ways(
        CurrentUser reader, ReportScope scope, Func<string, CardAction> of, params IReadOnlyList<CardAction> others) =>
        [.. reader.MaySeeEverybody ? [of(scope.IsEveryone ? ReportQuestion.Me : ReportQuestion.Everyone)] : Array.Empty<CardAction>(),
            .. others];
}
