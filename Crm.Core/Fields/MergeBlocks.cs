using Crm.Core.Cards;

namespace Crm.Core.Fields;

/// <summary>Pieces of the cards that merge two records.</summary>
internal static class MergeBlocks
{
    /// <summary>One of the two: what becomes of it, its name, and what tells it from the other.</summary>
    public static Column Side(string what, string name, string style, params IEnumerable<string?> details) => new(
    [
        Blocks.Subtle(what) with { Size = TextSize.Small },
        new TextBlock(Markdown.Short(name, 80)) { Weight = "Bolder", Spacing = Spacing.None },
        .. details.Where(s => !string.IsNullOrEmpty(s)).Select(text => (Element)(Blocks.Subtle(Markdown.Short(text,
            80)) with { Size = TextSize.Small })),
    ])
    { Style = style };

    public static IEnumerable<Element> Lines(string heading, IReadOnlyList<MergeLine> lines, Func<MergeLine, string> said) =>
        lines.Count == 0 ? [] :
        [
            Blocks.Heading(heading),
            new FactSet([.. lines.Select(l => new Fact(Markdown.Short(l.Label, 80), said(l)))]) { Spacing = Spacing.Small },
        ];

    public static string Things(int n, string one, string many, ReaderFormat shown) => n == 1 ? $"1 {one}" : $"{shown.Count(n)} {many}";
}
