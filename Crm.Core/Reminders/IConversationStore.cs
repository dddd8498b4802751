namespace Crm.Core.Reminders;

/// <summary>
/// Addresses at which the bot may write first. An address isn't a credential: what is sent there is asked for anew, with the
/// reader's rights.
/// </summary>
public interface IConversationStore
{
    /// <summary>Keeps or renews the address; one that was dead lives again.</summary>
    /// <param name="tenant">Whose conversation it is.</param>
    /// <param name="conversationId">The channel's id of it.</param>
    /// <param name="personal">Whose personal chat; null for groups and channels.</param>
    /// <param name="reference">The channel's own words for it.</param>
    /// <param name="ct">Cancels the writing.</param>
    Task KeepAsync(Tenant tenant, string conversationId, Guid? personal, JsonElement reference, CancellationToken ct);

    /// <summary>The app was removed or blocked there: nothing is sent until somebody is heard of again.</summary>
    /// <param name="entraTenantId">The tenant as the channel names it.</param>
    /// <param name="conversationId">The channel's id of it.</param>
    /// <param name="why">The channel's code.</param>
    /// <param name="ct">Cancels the writing.</param>
    Task EndAsync(Guid entraTenantId, string conversationId, string why, CancellationToken ct);

    /// <returns>The person's own chat, if there is a living one.</returns>
    Task<JsonElement?> PersonalAsync(Guid tenantId, Guid userId, CancellationToken ct);
}
