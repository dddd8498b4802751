namespace Crm.Bot.BotFramework;

/// <summary>The connector bound to one conversation: addresses what is sent. For proactive messages take it from
/// <see cref="ConnectorClient.In"/> with a kept reference.</summary>
public sealed class ConversationConnector
{
    private readonly ConnectorClient connector;
    private readonly List<Activity>? heldBack;

    internal ConversationConnector(ConnectorClient connector, ConversationReference reference, List<Activity>? heldBack = null)
    {
        this.connector = connector;
        this.heldBack = heldBack;
        Reference = reference;
    }

    public ConversationReference Reference { get; }

    /// <inheritdoc cref="ConnectorClient.SendAsync"/>
    public Task<string?> SendAsync(Activity activity, CancellationToken ct) =>
        PostAsync(Reference.Address(activity), replyToId: null, ct);

    /// <inheritdoc cref="ConnectorClient.SendAsync"/>
    public Task<string?> ReplyAsync(string activityId, Activity activity, CancellationToken ct) =>
        PostAsync(Reference.Address(activity, activityId), activityId, ct);

    /// <inheritdoc cref="ConnectorClient.UpdateAsync"/>
    public Task UpdateAsync(string activityId, Activity activity, CancellationToken ct) =>
        connector.UpdateAsync(Reference.ServiceUrl, ConversationId, activityId, Reference.Address(activity), ct);

    public Task<ConversationMember> GetMemberAsync(string memberId, CancellationToken ct) =>
        connector.GetMemberAsync(Reference.ServiceUrl, ConversationId, memberId, ct);

    private string ConversationId => Reference.Conversation.Id ?? "";

    private async Task<string?> PostAsync(Activity addressed, string? replyToId, CancellationToken ct)
    {
        if (heldBack is not null)
        {
            // The sender asked for the replies in the HTTP answer (deliveryMode expectReplies); they have no ids yet.
            lock (heldBack)
            {
                heldBack.Add(addressed);
            }

            return null;
        }

        return replyToId is null
            ? await connector.SendAsync(Reference.ServiceUrl, ConversationId, addressed, ct)
            : await connector.ReplyAsync(Reference.ServiceUrl, ConversationId, replyToId, addressed, ct);
    }
}
