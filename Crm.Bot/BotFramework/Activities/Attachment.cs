using System.Text.Json.Serialization;

namespace Crm.Bot.BotFramework;

/// <summary>
/// A card, a file or a picture. Rich text arrives with a <c>text/html</c> copy of the message in here, which is not a user's file.
/// </summary>
public sealed record Attachment
{
    public const string AdaptiveCardType = "application/vnd.microsoft.card.adaptive";

    public string? ContentType { get; init; }
    public JsonElement? Content { get; init; }
    public string? ContentUrl { get; init; }
    public string? Name { get; init; }
    public string? ThumbnailUrl { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }

    public static Attachment AdaptiveCard(JsonElement card) => new() { ContentType = AdaptiveCardType, Content = card };
}

public sealed record MessageReaction
{
    /// <summary>like, heart, laugh, surprised, sad, angry, or any emoji id.</summary>
    public string? Type { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}

/// <summary>Buttons above the compose box: personal chats only, at most six, of type imBack.</summary>
public sealed record SuggestedActions
{
    public IReadOnlyList<string> To { get; init => field = WireList.Clean(value); } = [];
    public IReadOnlyList<SuggestedAction> Actions { get; init => field = WireList.Clean(value); } = [];

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}

public sealed record SuggestedAction
{
    public string? Type { get; init; }
    public string? Title { get; init; }
    public JsonElement? Value { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}
