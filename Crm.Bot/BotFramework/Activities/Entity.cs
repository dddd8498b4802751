using System.Text.Json.Serialization;

namespace Crm.Bot.BotFramework;

/// <summary>
/// Metadata about a message: mentions, client information and whatever Microsoft adds next; unknown kinds are kept as they came.
/// </summary>
public sealed record Entity
{
    public string? Type { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Members { get; init; }

    /// <summary>The entity as a mention, or null when it is something else or names nobody.</summary>
    public Mention? AsMention()
    {
        if (!string.Equals(Type, "mention", StringComparison.OrdinalIgnoreCase)
            || Members is null
            || !Members.TryGetValue("mentioned", out var mentioned)
            || Text(mentioned, "id") is not { } id)
        {
            return null;
        }

        var text = Members.TryGetValue("text", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return new Mention(id, Text(mentioned, "name"), text);
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <param name="Id">Channel id of who was mentioned.</param>
/// <param name="Name">As shown; need not be the account's name.</param>
/// <param name="Text">What stands for the mention in the message's text; may be absent, and need not occur there.</param>
public sealed record Mention(string Id, string? Name, string? Text);
