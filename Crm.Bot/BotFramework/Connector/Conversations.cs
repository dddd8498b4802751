using System.Text.Json.Serialization;

namespace Crm.Bot.BotFramework;

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
