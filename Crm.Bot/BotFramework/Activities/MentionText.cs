using System.Text.RegularExpressions;

namespace Crm.Bot.BotFramework;

/// <summary>
/// The words a person meant for the bot. In groups and channels Teams puts the bot's own mention into the text; which characters those
/// are is told by the mention entities, never by the look of the text, so that other people's mentions stay.</summary>
public static partial class MentionText
{
    public static string TextWithoutBotMention(this Activity activity)
    {
        var text = activity.Text ?? "";
        foreach (var mention in activity.Entities.Select(entity => entity.AsMention()))
        {
            if (mention is not null && mention.Id == activity.Recipient?.Id)
            {
                text = Remove(text, mention);
            }
        }

        return WebUtility.HtmlDecode(text).Replace('\u00a0', ' ').Trim();
    }

    /// <summary>
    /// Somebody put a card into the chat from the message extension and wrote nothing beside it: the text is only the card's place
    /// (<c>&lt;span class="inline-compose-card"&gt;</c>, <c>&lt;attachment id&gt;</c>). Seen in Microsoft 365 Agents Playground 0.2.28.
    /// </summary>
    public static bool IsOnlyACard(this Activity activity) =>
        activity.Attachments
        .Any(a => a.ContentType?.StartsWith("application/vnd.microsoft.card.", StringComparison.OrdinalIgnoreCase) is true)
        && string.IsNullOrWhiteSpace(Tag().Replace(activity.TextWithoutBotMention(), ""));

    private static string Remove(string text, Mention mention)
    {
        var marker = string.IsNullOrEmpty(mention.Text) ? $"<at>{mention.Name}</at>" : mention.Text;
        if (text.Contains(marker, StringComparison.OrdinalIgnoreCase))
        {
            return text.Replace(marker, "", StringComparison.OrdinalIgnoreCase);
        }

        // <at id="0">Name</at> in the text stands for <at>Name</at> in the entity, and the other way round.
        var name = AtTag().Match(marker) is { Success: true } tag ? tag.Groups[1].Value : null;
        return string.IsNullOrEmpty(name)
            ? text
            : AtTag()
            .Replace(text, found => string.Equals(found.Groups[1].Value, name, StringComparison.OrdinalIgnoreCase) ? "" : found.Value);
    }

    [GeneratedRegex("<[^<>]*>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Tag();

    [GeneratedRegex("<at(?:\\s[^<>]*)?>([^<]*)</at>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 200)]
    private static partial Regex AtTag();
}
