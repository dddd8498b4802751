using Crm.Core.Reminders;

namespace Crm.Bot.Teams;

/// <summary>
/// Writes first: keeps the addresses of conversations, and sends cards to people who asked for nothing just now. Fact sheet, section 8.
/// </summary>
public sealed class ProactiveCards(IConversationStore book, ConnectorClient connector)
{
    /// <summary>Heard from: the address is kept or renewed, and lives again if it was dead.</summary>
    public Task SeenAsync(TurnContext turn, CurrentUser user, CancellationToken ct) =>
        turn.Reference is { Conversation.Id: { } id } reference
        ? book.KeepAsync(user.Tenant, id, turn.Activity.IsPersonal ? user.Id : null,
            JsonSerializer.SerializeToElement(reference, ActivityJson.Options), ct)
        : Task.CompletedTask;

    /// <summary>The app was taken away here.</summary>
    public Task GoneAsync(TurnContext turn, string why, CancellationToken ct) =>
        turn.Caller.TenantId is { } tenant && turn.Activity.Conversation?.Id is { } id
        ? book.EndAsync(tenant, id, why, ct)
        : Task.CompletedTask;

    /// <returns>False when the person cannot be reached (any more).</returns>
    /// <exception cref="ConnectorException">It may work later.</exception>
    public async Task<bool> SendAsync(CurrentUser person, AdaptiveCard card, CancellationToken ct)
    {
        if (await book.PersonalAsync(person.Tenant.Id, person.Id, ct) is not { } kept
            || kept.Deserialize<ConversationReference>(ActivityJson.Options) is not { } reference)
        {
            return false;
        }

        try
        {
            var content = CardSize.ForTeams(card);
            var message = new Activity
            {
                Type = ActivityTypes.Message, Summary = card.FallbackText, Attachments = [Attachment.AdaptiveCard(content)],
            };
            await connector.In(reference).SendAsync(message, ct);
            return true;
        }
        catch (ConnectorException refused) when (refused.IsConversationGone)
        {
            await book.EndAsync(person.Tenant.EntraTenantId, reference.Conversation.Id!, refused.Code ?? refused.SubCode ?? "gone", ct);
            return false;
        }
    }
}
