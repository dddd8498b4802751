using System.Text.Json.Serialization;

namespace Crm.Bot.BotFramework;

/// <summary>
/// One activity of the Bot Framework protocol, in either direction. Reading is lenient (unknown members are kept, null means absent,
/// lists are never null), a wrong JSON type is refused (rule A2003). Writing omits nulls and empty lists: Teams answers BadRequest to some
/// nulls. Source: microsoft/Agents, specs/activity/protocol-activity.md.</summary>
public sealed record Activity
{
    public string? Type { get; init; }

    /// <summary>
    /// Messages: epoch milliseconds as digits; invokes and updates <c>f:guid</c>. An edit carries the id of the message it edits.
    /// </summary>
    public string? Id { get; init; }

    public DateTimeOffset? Timestamp { get; init; }
    public DateTimeOffset? LocalTimestamp { get; init; }

    /// <summary>IANA name of the sender's zone.</summary>
    public string? LocalTimezone { get; init; }

    public string? Locale { get; init; }
    public string? ChannelId { get; init; }

    /// <summary>
    /// Where to answer. Set by the channel only (rule A2302), and only to be trusted after <see cref="ServiceUrls"/> agreed.
    /// </summary>
    public string? ServiceUrl { get; init; }

    public ChannelAccount? From { get; init; }
    public ChannelAccount? Recipient { get; init; }
    public ConversationAccount? Conversation { get; init; }
    public string? Text { get; init; }
    public string? TextFormat { get; init; }
    public string? Summary { get; init; }
    public string? AttachmentLayout { get; init; }
    public IReadOnlyList<Attachment> Attachments { get; init => field = WireList.Clean(value); } = [];
    public IReadOnlyList<Entity> Entities { get; init => field = WireList.Clean(value); } = [];
    public SuggestedActions? SuggestedActions { get; init; }
    public TeamsChannelData? ChannelData { get; init; }

    /// <summary>Any JSON; a string that looks like JSON stays a string.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The message an action came from (the card to update), or the message this one answers.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>Name of an invoke or event. Old cards send invokes without one.</summary>
    public string? Name { get; init; }

    public string? Action { get; init; }
    public IReadOnlyList<ChannelAccount> MembersAdded { get; init => field = WireList.Clean(value); } = [];
    public IReadOnlyList<ChannelAccount> MembersRemoved { get; init => field = WireList.Clean(value); } = [];
    public IReadOnlyList<MessageReaction> ReactionsAdded { get; init => field = WireList.Clean(value); } = [];
    public IReadOnlyList<MessageReaction> ReactionsRemoved { get; init => field = WireList.Clean(value); } = [];
    public string? DeliveryMode { get; init; }
    public string? InputHint { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }

    [JsonIgnore]
    public bool IsInvoke => Type == ActivityTypes.Invoke;

    /// <summary>Meetings and old samples carry no conversationType; only what says "personal" is personal.</summary>
    [JsonIgnore]
    public bool IsPersonal => string.Equals(Conversation?.ConversationType, "personal", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The sender collects the replies from the HTTP answer instead of the connector. Unknown modes are normal (rule A3116).
    /// </summary>
    [JsonIgnore]
    public bool ExpectsReplies => DeliveryMode == "expectReplies";

    /// <summary>The Entra tenant: the conversation's, else the one in Teams' channel data.</summary>
    [JsonIgnore]
    public string? TenantId => Filled(Conversation?.TenantId) ?? Filled(ChannelData?.Tenant?.Id);

    /// <summary>Both places name a tenant and they differ: nothing in this activity can be attributed to a tenant.</summary>
    [JsonIgnore]
    public bool HasConflictingTenants =>
        Filled(Conversation?.TenantId) is { } first && Filled(ChannelData?.Tenant?.Id) is { } second
        && !string.Equals(first, second, StringComparison.OrdinalIgnoreCase);

    /// <summary>Ids with leading blanks have been published.</summary>
    private static string? Filled(string? value) => value?.Trim() is { Length: > 0 } filled ? filled : null;
}
