namespace Crm.Core.Editing;

/// <summary>What the cards of a merge ask, in the words of one kind of record.</summary>
/// <param name="Kind">What a record is called.</param>
/// <param name="Thing">What two records may both be: "person".</param>
/// <param name="Question">Which or who the other one is, by the name of the kept one.</param>
/// <param name="Nothing">Where there is no other one.</param>
internal sealed record MergeWords(RecordKind Kind, string Thing, Func<string, string> Question, string Nothing);

/// <summary>Pieces of the cards that merge two records.</summary>
internal static class MergeBlocks
{
    /// <param name="preview">Whom or which it could be.</param>
    /// <param name="words">Of the kind.</param>
    /// <param name="id">The kept one.</param>
    /// <param name="kept">Its name.</param>
    /// <param name="cancel">Away from here.</param>
    /// <typeparam name="TView">What is shown of a record.</typeparam>
    /// <typeparam name="TChoose">Takes the choice.</typeparam>
    public static AdaptiveCard Choose<TView, TChoose>(
        MergePreview<TView> preview, MergeWords words, Guid id, string kept, CardAction cancel)
        where TView : class
        where TChoose : ICardRequest => preview.Others.Count == 0
        ? NoticeCard.For(
            words.Nothing,
            Markdown.Escape(preview.Why?.Message ?? $"{kept} is the only {RecordWords.Singular(words.Kind)} that you see."), cancel)
        : new AdaptiveCard(
        [
            Blocks.Title(words.Question(Markdown.Short(kept, 80))),
            new TextBlock(
                $"Choose the other record of the same {words.Thing}. Nothing is merged yet: the next card shows what would become of "
                + "both."),
            .. Blocks.Field(
                new ChoiceSetInput("The other record", preview.Others)
                {
                    Id = "mergeId", Placeholder = "Type a name", Style = "filtered",
                    More = new ChoiceQuery(RecordWords.Plural(words.Kind)),
                    IsRequired = true, ErrorMessage = "Please choose the other record.",
                },
                preview.Why),
        ])
        {
            Actions = [ExecuteAction.Submit<TChoose>("Compare", new { id }) with { Style = "positive" }, cancel],
            FallbackText = words.Question(kept),
        };

    /// <summary>Both beside each other, what the one takes from the other, and what goes over.</summary>
    public static AdaptiveCard Compare<TView>(
        string title, MergePreview<TView> preview, Func<TView, Column> side, string goesOver, string inShort,
        params IReadOnlyList<CardAction> actions)
        where TView : class => new(
    [
        Blocks.Title(title),
        new ColumnSet([Side("Stays", side(preview.Kept), "good"), Side("Goes up in it", side(preview.Merged!), "warning")]),
        .. Lines("Taken over from the other", preview.Filled, line => Markdown.Short(line.Other, 100)),
        .. Lines("Different: the left one stays", preview.Dropped,
            line => $"{Markdown.Short(line.Kept, 80)} (not {Markdown.Short(line.Other, 80)})"),
        new TextBlock($"{goesOver}. Undo brings everything back.") { Spacing = Spacing.Medium },
    ])
    {
        Actions = actions, FallbackText = inShort,
    };

    /// <summary>One of the two: its name, and what tells it from the other.</summary>
    public static Column Side(string name, params IEnumerable<string?> details) => new(
    [
        new TextBlock(Markdown.Short(name, 80)) { Weight = "Bolder", Spacing = Spacing.None },
        .. details.Where(s => !string.IsNullOrEmpty(s)).Select(text => (Element)(Blocks.Subtle(Markdown.Short(text,
            80)) with { Size = TextSize.Small })),
    ]);

    /// <summary>"1 deal and 12 activities".</summary>
    public static string Things(ReaderFormat shown, params IReadOnlyList<(int Count, string One, string Many)> things)
    {
        var said = things.Select(t => t.Count == 1 ? $"1 {t.One}" : $"{shown.Count(t.Count)} {t.Many}").ToList();
        return $"{string.Join(", ", said.SkipLast(1))} and {said[^1]}";
    }

    /// <summary>The other's address that keeps finding the record, where both have one.</summary>
    public static string StillFinds(string? merged, string? kept, RecordKind kind) =>
        merged is not null && kept is not null && merged != kept
        ? $"; mail from {Markdown.Escape(merged)} still finds this {RecordWords.Singular(kind)}"
        : "";

    private static Column Side(string becomes, Column side, string style) => side with
    {
        Items = [Blocks.Subtle(becomes) with { Size = TextSize.Small }, .. side.Items], Style = style,
    };

    private static IEnumerable<Element> Lines(string heading, IReadOnlyList<MergeLine> lines, Func<MergeLine, string> said) =>
        lines.Count == 0 ? [] :
        [
            Blocks.Heading(heading),
            new FactSet([.. lines.Select(l => new Fact(Markdown.Short(l.Label, 80), said(l)))]) { Spacing = Spacing.Small },
        ];
}
