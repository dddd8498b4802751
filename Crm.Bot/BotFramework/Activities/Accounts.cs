using System.Text.Json.Serialization;

namespace Crm.Bot.BotFramework;

/// <summary>
/// A user or bot on a channel. <see cref="Id"/> is <c>29:...</c> for a user (opaque, different for every bot) and <c>28:{app id}
/// </c>
/// for a bot; <see cref="AadObjectId"/> is the Entra object id and the only stable key of a person. Names may be empty or absent.</summary>
public sealed record ChannelAccount
{
    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? AadObjectId { get; init; }
    public string? Role { get; init; }
    public string? TenantId { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}

/// <summary>
/// A conversation. Ids are <c>a:...</c> in personal chats and <c>19:...@thread.tacv2;messageid=N</c> in a channel's thread.
/// </summary>
public sealed record ConversationAccount
{
    public string? Id { get; init; }
    public string? Name { get; init; }

    /// <summary>personal, groupChat or channel; absent in meetings and in old payloads.</summary>
    public string? ConversationType { get; init; }

    public string? TenantId { get; init; }
    public bool? IsGroup { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}
