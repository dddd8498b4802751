namespace Crm.Core.Fields;

/// <summary>Pieces of the cards that merge two records.</summary>
internal static class MergeBlocks
{
    /// <param name="question">Which or who the other one is.</param>
    /// <param name="of">"person" or "company".</param>
    /// <param name="others">Whom or which it could be.</param>
    /// <param name="dataset">Where more of them are looked for.</param>
    /// <param name="why">What is wrong with what was chosen.</param>
    /// <param name="actions">Compare, and away from here.</param>
    public static AdaptiveCard Choose(
        Func<string, string> question, string of, string kept, IReadOnlyList<Choice> others, string dataset, Refusal? why,
        params IReadOnlyList<CardAction> actions) => new(
    [
        Blocks.Title(question(Markdown.Short(kept, 80))),
        new TextBlock(
            $"Choose the other record of the same {of}. Nothing is merged yet: the next card shows what would become of both."),
        .. Blocks.Field(
            new ChoiceSetInput("The other record", others)
            {
                Id = "mergeId", Placeholder = "Type a name", Style = "filtered", More = new ChoiceQuery(dataset),
                IsRequired = true, ErrorMessage = "Please choose the other record.",
            },
            why),
    ])
    {
        Actions = actions, FallbackText = question(kept),
    };

    /// <summary>Both beside each other, what the one takes from the other, and what goes over.</summary>
    public static AdaptiveCard Compare(
        string title, Column stays, Column goes, IReadOnlyList<MergeLine> filled, IReadOnlyList<MergeLine> dropped, string goesOver,
        string inShort, params IReadOnlyList<CardAction> actions) => new(
    [
        Blocks.Title(title),
        new ColumnSet([stays, goes]),
        .. Lines("Taken over from the other", filled, line => Markdown.Short(line.Other, 100)),
        .. Lines("Different: the left one stays", dropped,
            line => $"{Markdown.Short(line.Kept, 80)} (not {Markdown.Short(line.Other, 80)})"),
        new TextBlock($"{goesOver}. Undo brings everything back.") { Spacing = Spacing.Medium },
    ])
    {
        Actions = actions, FallbackText = inShort,
    };

    /// <summary>One of the two: what becomes of it, its name, and what tells it from the other.</summary>
    public static Column Side(string what, string name, string style, params IEnumerable<string?> details) => new(
    [
        Blocks.Subtle(what) with { Size = TextSize.Small },
        new TextBlock(Markdown.Short(name, 80)) { Weight = "Bolder", Spacing = Spacing.None },
        .. details.Where(s => !string.IsNullOrEmpty(s)).Select(text => (Element)(Blocks.Subtle(Markdown.Short(text,
            80)) with { Size = TextSize.Small })),
    ])
    { Style = style };

    private static IEnumerable<Element> Lines(string heading, IReadOnlyList<MergeLine> lines, Func<MergeLine, string> said) =>
        lines.Count == 0 ? [] :
        [
            Blocks.Heading(heading),
            new FactSet([.. lines.Select(l => new Fact(Markdown.Short(l.Label, 80), said(l)))]) { Spacing = Spacing.Small },
        ];

    public static string Things(int n, string one, string many, ReaderFormat shown) => n == 1 ? $"1 {one}" : $"{shown.Count(n)} {many}";
}
