namespace Crm.Core.Editing;

/// <summary>Gone from every list, and one press away from being back.</summary>
public static class DeletedCard
{
    public static AdaptiveCard For(DeleteRecord delete)
    {
        var what = delete.Kind.ToString().ToLowerInvariant();
        return NoticeCard.For($"The {what} is deleted", "It is out of every list. What belongs to it stays.",
            ExecuteAction.Press("Undo", new RestoreRecord(delete.Kind, delete.Id)));
    }
}

/// <summary>What one deleted lately, each with the way back.</summary>
public static class DeletedListCard
{
    public static AdaptiveCard For(DeletedRecords deleted, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            Blocks.Title(deleted.Named is { } name ? deleted.Records.Count == 0
                ? $"You deleted no “{Markdown.Short(name, 60)}”" : $"Which “{Markdown.Short(name, 60)}”?" : "Deleted by you"),
            new TextBlock(
                deleted.Records.Count == 0 && deleted.Named is null && deleted.Asked.Skip == 0 ? "You deleted nothing in the past 30 days."
                : "What you deleted in the past 30 days comes back by a press.") { Spacing = Spacing.Small },
            .. deleted.Records.Select(r => Line(r, shown, deleted.Now)),
        ])
        {
            Actions =
            [
                .. deleted is { Named: not null, Records.Count: 0 } or { Named: not null, More: true }
                    ? [ExecuteAction.Press("All I deleted", new ShowDeleted())]
                    : Array.Empty<CardAction>(),
                .. deleted is { Named: null, More: true }
                    ? [ExecuteAction.Press("Older", new ShowDeleted(deleted.Asked.Skip + ShowDeletedHandler.OnePage))]
                    : Array.Empty<CardAction>(),
                .. deleted.Asked.Skip > 0 ? [ExecuteAction.Press("Newest", new ShowDeleted())] : Array.Empty<CardAction>(),
            ],
            FallbackText = "Deleted by you",
        };
    }

    private static ColumnSet Line(DeletedRecord record, ReaderFormat shown, DateTimeOffset now) => new(
    [
        new Column(
            [new TextBlock($"**{Markdown.Short(record.Name, 100)}**"),
                Blocks.Subtle($"{record.Kind} · deleted {shown.Ago(record.DeletedAt, now)}")]),
        new Column(
            [new ActionSet(
                [ExecuteAction.Press("Restore", new RestoreRecord(record.Kind, record.Id)) with { Tooltip = $"Restore {record.Name}" }])])
        { Width = "auto", VerticalContentAlignment = "Center" },
    ])
    { Separator = true, Spacing = Spacing.Small };
}
