using System.Text.RegularExpressions;

namespace Crm.Bot.Teams;

/// <summary>The message on which an action command was called: who wrote it, its text without markup, the link back to it.</summary>
public sealed partial record MessagePayload(string? Sender, string? Text, string? Link)
{
    private const int LongestText = 1800;

    public static MessagePayload Of(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty("messagePayload", out var message)
            || message.ValueKind is not JsonValueKind.Object)
        {
            return new MessagePayload(null, null, null);
        }

        var body = message.TryGetProperty("body", out var b) ? b : default;
        var from = message.TryGetProperty("from", out var f) && f.ValueKind is JsonValueKind.Object
            && f.TryGetProperty("user", out var user) ? user : default;
        var content = MessageExtension.Text(body, "content");
        return new MessagePayload(
            MessageExtension.Text(from, "displayName"),
            content is null ? null : MessageExtension.Text(body, "contentType") is "html"
                ? WebUtility.HtmlDecode(Tag().Replace(content, " ")).Trim() : content.Trim(),
            MessageExtension.Text(message, "linkToMessage"));
    }

    /// <summary>The first words, as a title.</summary>
    public string? Line(int most)
    {
        var line = Spaces().Replace(Text ?? "", " ").Trim();
        return line.Length == 0 ? null : line.Length > Math.Min(most, 100) ? line[..(Math.Min(most, 100) - 1)].TrimEnd() + "…" : line;
    }

    public string? TextWithLink()
    {
        var text = Text is { Length: > LongestText } ? Text[..LongestText] + "…" : Text;
        return Link is null ? text : $"{text}\n\n{Link}".Trim();
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
