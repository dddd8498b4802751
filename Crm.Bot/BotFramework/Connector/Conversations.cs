using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Bot.BotFramework;

/// <summary>What Teams accepts (tried by Microsoft on 2026-04-17): one member and a tenant for a personal chat; a channel in the channel data
/// and an activity for a thread. Everything else gets 400 BadSyntax. Source: microsoft/teams.net, docs/CreateConversation-API-Behavior.md.</summary>
public sealed record ConversationParameters
{
    public bool IsGroup { get; private init; }
    public ChannelAccount? Bot { get; private init; }
    public IReadOnlyList<ChannelAccount> Members { get; private init; } = [];
    public string? TenantId { get; private init; }
    public TeamsChannelData? ChannelData { get; private init; }
    public Activity? Activity { get; private init; }

    /// <param name="memberId">The <c>29:</c> id or the Entra object id.</param>
    public static ConversationParameters Personal(string botId, string memberId, string tenantId) => new()
    {
        Bot = new ChannelAccount { Id = botId },
        Members = [new ChannelAccount { Id = memberId }],
        TenantId = tenantId,
        ChannelData = new TeamsChannelData { Tenant = new IdentifiedBy { Id = tenantId } },
    };

    public static ConversationParameters Thread(string botId, string channelId, string tenantId, Activity first) => new()
    {
        IsGroup = true,
        Bot = new ChannelAccount { Id = botId },
        TenantId = tenantId,
        ChannelData = new TeamsChannelData { Channel = new NamedId { Id = channelId }, Tenant = new IdentifiedBy { Id = tenantId } },
        Activity = first with { Type = first.Type ?? ActivityTypes.Message },
    };
}

/// <param name="ActivityId">The first message of a new thread; personal chats tell none.</param>
public sealed record NewConversation(string Id, string? ActivityId, string? ServiceUrl);

/// <summary>A member as the roster knows it. E-mail and user principal name are no longer filled on pages: ask Microsoft Graph.</summary>
public sealed record ConversationMember
{
    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? AadObjectId { get; init; }

    /// <summary>The same as <see cref="AadObjectId"/> under the name that one of the calls gives it.</summary>
    public string? ObjectId { get; init; }

    public string? GivenName { get; init; }
    public string? Surname { get; init; }
    public string? Email { get; init; }
    public string? UserPrincipalName { get; init; }
    public string? TenantId { get; init; }
    public string? UserRole { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}

public sealed record MembersPage
{
    public IReadOnlyList<ConversationMember> Members { get; init => field = WireList.Clean(value); } = [];

    /// <summary>Empty or absent on the last page.</summary>
    public string? ContinuationToken { get; init; }
}
