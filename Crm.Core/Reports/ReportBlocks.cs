using Crm.Core.Access;
using Crm.Core.Cards;

namespace Crm.Core.Reports;

/// <summary>One number to look at.</summary>
/// <param name="Open">What a press on it shows.</param>
public sealed record Tile(string Number, string Label, TextColor? Color = null, CardAction? Open = null);

/// <summary>What the reports' cards share: whose numbers they are, and the way to the others.</summary>
public static class ReportBlocks
{
    public static string Whose(ReportScope scope) => scope.IsEveryone ? "Everybody" : string.Join(", ", scope.People.Take(5).Select(p => Markdown.Short(p.Name, 40)));

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
    public static string OfWords(ReportScope scope) => scope.IsEveryone ? ReportQuestion.Everyone : string.Join(',', scope.People.Select(p => p.Id));

    /// <summary>The same people as a condition of a list; several are not narrowed.</summary>
    public static string AndOwner(ReportScope scope) =>
        scope is { IsEveryone: false, People: [var only] } ? $" and owner is \"{only.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : "";

    /// <summary>One's own numbers or everybody's, for those who may see both, then the other ways.</summary>
    public static IReadOnlyList<CardAction> Ways(CurrentUser reader, ReportScope scope, Func<string, CardAction> of, params IReadOnlyList<CardAction> others) =>
        [.. reader.SeesEverything ? [of(scope.IsEveryone ? ReportQuestion.Me : ReportQuestion.Everyone)] : Array.Empty<CardAction>(), .. others];
}
