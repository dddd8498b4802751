using Crm.Core.Routing;

namespace Crm.Bot.Teams;

/// <summary>
/// The answer in a group chat or channel: nothing of anybody's records stands in it, as everybody reads it. Teams asks for each viewer's
/// own view by itself (in chats of up to 60 people), and everybody can press for it. Source: Microsoft, User-specific views (Universal
/// Actions).
/// </summary>
public static class SharedCard
{
    /// <summary>What the asker typed before everybody's eyes, and which record it is: ids, filters and numbers.</summary>
    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "kind", "id", "since", "version", "filter", "sort", "text", "name", "of", "period", "from", "to", "take", "skip", "group",
    };

    /// <summary>
    /// What a card does without. The place in a list holds values of its last record, a form what was typed and why it was refused.
    /// </summary>
    private static readonly HashSet<string> LeftOut =
        new(StringComparer.OrdinalIgnoreCase) { "after", "counts", "typed", "why", RouteRequest.Submission };

    public static AdaptiveCard For(CurrentUser asker, ExecuteAction again)
    {
        if (OnlyShown(again.Data) is not { } data)
        {
            return Private(asker);
        }

        var press = again with { Data = data };
        return NoticeCard.For($"{Markdown.Escape(asker.Name.Split(' ')[0])} asked the CRM",
            "Each of you sees here what they may see, and nobody else's records.", press) with
        {
            Refresh = new CardRefresh(press),
        };
    }

    /// <summary>
    /// An answer that cannot be asked for again: what was done, which one was meant, why not. Only the asker may read it, and not here.
    /// </summary>
    public static AdaptiveCard Private(CurrentUser asker) => NoticeCard.For(
        $"{Markdown.Escape(asker.Name.Split(' ')[0])} asked the CRM",
        "The answer is not for everybody here. Ask me in your own chat with me to see it.");

    /// <returns>Null where something else stands in it, without which the card could not be asked for.</returns>
    private static JsonElement? OnlyShown(JsonElement? data)
    {
        if (data is not { ValueKind: JsonValueKind.Object } given)
        {
            return data;
        }

        var members = given.EnumerateObject()
            .Where(member => member.Value.ValueKind is not JsonValueKind.Null && !LeftOut.Contains(member.Name)).ToList();
        return members.TrueForAll(
            member => Shown.Contains(member.Name) && member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            ? JsonSerializer.SerializeToElement(members.ToDictionary(member => member.Name, member => member.Value), CardJson.Options)
            : null;
    }
}
