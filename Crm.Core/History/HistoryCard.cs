namespace Crm.Core.History;

/// <summary>Who changed what in a record, newest first, a page at a time.</summary>
public static class HistoryCard
{
    public const int OnePage = 8;

    public static AdaptiveCard For(HistoryPage history, CurrentUser reader)
    {
        var (asked, shown) = (history.Asked, new ReaderFormat(reader));
        return new AdaptiveCard(
        [
            Blocks.Title("Changes"),
            Blocks.Subtle($"{asked.Kind} · {Markdown.Short(history.Name, 120)}"),
            .. history.Changes.Count == 0
                ? [new TextBlock(asked.Skip == 0 ? "Nothing was changed since it was made." : "There is nothing older.")]
                : history.Changes.Select(c => (Element)Line(c, shown)),
        ])
        {
            Actions =
            [
                .. history.More ? [ExecuteAction.Press("Older", asked with { Skip = asked.Skip + asked.Take })]
                    : Array.Empty<CardAction>(),
                .. asked.Skip > 0 ? [ExecuteAction.Press("Newest", asked with { Skip = 0 })] : Array.Empty<CardAction>(),
                ExecuteAction.Press("Back", new ShowRecord(asked.Kind, asked.Id)),
            ],
            FallbackText = $"Changes of {history.Name}",
        };
    }

    private static Container Line(HistoryLine change, ReaderFormat shown)
    {
        var by = RecordBlocks.By(change);
        return new Container(
        [
            new TextBlock(RecordBlocks.Fields(change)),
            Blocks.Subtle($"{char.ToUpperInvariant(by[0])}{by[1..]} · {shown.Moment(change.At)}") with { Size = TextSize.Small },
        ])
        { Separator = true, Spacing = Spacing.Small };
    }
}
