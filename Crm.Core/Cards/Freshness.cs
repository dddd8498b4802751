namespace Crm.Core.Cards;

/// <summary>The last line of every card that shows records: as of when, and a press that brings it up to date in its place.</summary>
public static class Freshness
{
    public static AdaptiveCard AsOf(this AdaptiveCard card, DateTimeOffset now, CurrentUser reader, string verb, JsonElement data) =>
        card with
    {
        Body =
        [
            .. card.Body,
            new ColumnSet(
            [
                new Column([Small($"As of {new ReaderFormat(reader).Moment(now)}")]),
                new Column([Small("↻ Refresh") with { Color = TextColor.Accent, IsSubtle = null }])
                {
                    Width = "auto",
                    SelectAction = new ExecuteAction { Title = "Refresh", Verb = verb, Data = data, AssociatedInputs = "none" },
                },
            ])
            { Spacing = Spacing.Medium },
        ],
    };

    /// <summary>Above everything else, how what the person typed was understood.</summary>
    public static AdaptiveCard Noting(this AdaptiveCard card, IReadOnlyList<string> notes) =>
        notes.Count == 0 ? card : card with { Body = [.. notes.Select(note => Small("ℹ " + Markdown.Escape(note))), .. card.Body] };

    private static TextBlock Small(string text) => new(text) { Size = TextSize.Small, IsSubtle = true };
}
