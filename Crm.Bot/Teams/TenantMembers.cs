namespace Crm.Bot.Teams;

/// <summary>
/// Is somebody who writes a member of the conversation's tenant? Guests and people of other organisations write in the same chats and
/// channels; the roster tells them apart by userRole and tenantId. Source: msteams-docs, Get Teams specific context, "Fetch the roster".
/// </summary>
public sealed class TenantMembers
{
    /// <summary>Roles of the roster that aren't members: guests, and people who joined a meeting without signing in.</summary>
    private static readonly string[] Outside = ["guest", "anonymous", "federated", "external"];

    private readonly bool checksTokens;

    /// <param name="checksTokens">
    /// Without token checks nobody vouches for anybody; then only a roster that says otherwise makes somebody a guest.
    /// </param>
    internal TenantMembers(bool checksTokens) => this.checksTokens = checksTokens;

    /// <returns>False as well where the roster cannot be read: who is not known to be a member is none.</returns>
    public async Task<bool> HasAsync(TurnContext turn, Guid tenant, Guid person, CancellationToken ct)
    {
        if (IsElsewhere(turn.Activity.From?.TenantId, tenant))
        {
            return false;
        }

        try
        {
            return turn.Connector is { } connector ? Is(await connector.GetMemberAsync($"{person}", ct), tenant, person) : !checksTokens;
        }
        catch (ConnectorException)
        {
            return !checksTokens;
        }
    }

    private bool Is(ConversationMember member, Guid tenant, Guid person) =>
        !IsElsewhere(member.TenantId, tenant)
        && !Outside.Contains(member.UserRole, StringComparer.OrdinalIgnoreCase)
        && (!checksTokens || (member.TenantId is { Length: > 0 } && member.UserRole is { Length: > 0 } && IsThe(member, person)));

    private static bool IsThe(ConversationMember member, Guid person) => Guid.TryParse(member.AadObjectId ?? member.ObjectId, out var id)
        && id == person;

    private static bool IsElsewhere(string? named, Guid tenant) => named is { Length: > 0 }
        && (!Guid.TryParse(named, out var id) || id != tenant);
}
