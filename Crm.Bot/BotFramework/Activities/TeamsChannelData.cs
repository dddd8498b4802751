using System.Text.Json.Serialization;

namespace Crm.Bot.BotFramework;

/// <summary>What Teams adds to an activity. The whole object and every member may be absent or null.</summary>
public sealed record TeamsChannelData
{
    public IdentifiedBy? Tenant { get; init; }
    public TeamsTeam? Team { get; init; }
    public NamedId? Channel { get; init; }

    /// <summary>channelCreated, teamRenamed, editMessage ...: compare ignoring case, Microsoft publishes several spellings.</summary>
    public string? EventType { get; init; }

    public NamedId? Source { get; init; }
    public IdentifiedBy? Meeting { get; init; }
    public string? TeamsChannelId { get; init; }
    public string? TeamsTeamId { get; init; }

    /// <summary>Outbound: makes Teams show a notification.</summary>
    public TeamsNotification? Notification { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}

public sealed record IdentifiedBy
{
    public string? Id { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}

public sealed record NamedId
{
    public string? Id { get; init; }
    public string? Name { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}

public sealed record TeamsTeam
{
    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? AadGroupId { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}

public sealed record TeamsNotification(bool Alert);
