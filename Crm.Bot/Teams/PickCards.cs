using Crm.Core.Records;
using Crm.Core.Search;

namespace Crm.Bot.Teams;

/// <summary>Records as results of the message extension: a line in its list, and the card that goes into the chat.</summary>
public static class PickCards
{
    /// <summary>What the sender chose to share, and a press by which each reader sees what they may see of it.</summary>
    public static AdaptiveCard Shared(Pick pick) => new(
    [
        Blocks.Subtle(pick.Kind.ToString()),
        new TextBlock(Markdown.Short(pick.Title, 200))
            { Weight = "Bolder", Size = TextSize.Medium, Spacing = Spacing.None, Style = "heading" },
        .. pick.Detail.Length > 0 ? [Blocks.Subtle(Markdown.Short(pick.Detail, 300))] : Array.Empty<Element>(),
    ])
    {
        Actions = [ExecuteAction.Press("Open", new ShowRecord(pick.Kind, pick.Id))],
        FallbackText = $"{pick.Kind}: {pick.Title}",
    };

    /// <summary>
    /// A link in a chat: everybody there reads it, so that nothing of the record stands in it; each reader's own view comes by itself or by
    /// a press.
    /// </summary>
    public static AdaptiveCard Unfolded(RecordKind kind, Guid id)
    {
        var open = ExecuteAction.Press("Open", new ShowRecord(kind, id));
        return NoticeCard.For($"{kind} in the CRM", "Each reader sees here what they may see.", open)
            with { Refresh = new CardRefresh(open) };
    }

    /// <summary>For somebody whom the CRM does not know: nothing of the record.</summary>
    public static AdaptiveCard Anonymous() => NoticeCard.For("A record of the CRM", "Add the CRM app to see what you may see of it.");

    /// <summary>Lists and link previews show a thumbnail; its text is plain.</summary>
    public static object Attachment(Pick pick) =>
        Attachment(Shared(pick), pick.Title, $"{pick.Kind}{(pick.Detail.Length > 0 ? " · " + pick.Detail : "")}");

    public static object Attachment(AdaptiveCard card, string title, string text) => new
    {
        contentType = AdaptiveCard.ContentType,
        content = CardJson.ToElement(card),
        preview = new { contentType = "application/vnd.microsoft.card.thumbnail", content = new { title, text } },
    };
}
