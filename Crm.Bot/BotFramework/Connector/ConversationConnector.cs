namespace Crm.Bot.BotFramework;

/// <summary>The connector bound to one conversation: addresses what is sent. For proactive messages take it from
/// <see cref="ConnectorClient.In"/> with a kept reference.</summary>
public sealed class ConversationConnector
{
    private readonly ConnectorClient _connector;
    private readonly List<Activity>? _heldBack;

    internal ConversationConnector(ConnectorClient connector, ConversationReference reference, List<Activity>? heldBack = null)
    {
        _connector = connector;
        _heldBack = heldBack;
        Reference = reference;
    }

    public ConversationReference Reference { get; }

    /// <inheritdoc cref="ConnectorClient.SendAsync"/>
    public Task<string?> SendAsync(Activity activity, CancellationToken cancellationToken) =>
        PostAsync(Reference.Address(activity), replyToId: null, cancellationToken);

    /// <inheritdoc cref="ConnectorClient.SendAsync"/>
    public Task<string?> ReplyAsync(string activityId, Activity activity, CancellationToken cancellationToken) =>
        PostAsync(Reference.Address(activity, activityId), activityId, cancellationToken);

    /// <inheritdoc cref="ConnectorClient.UpdateAsync"/>
    public Task UpdateAsync(string activityId, Activity activity, CancellationToken cancellationToken) =>
        _connector.UpdateAsync(Reference.ServiceUrl, ConversationId, activityId, Reference.Address(activity), cancellationToken);

    public Task DeleteAsync(string activityId, CancellationToken cancellationToken) =>
        _connector.DeleteAsync(Reference.ServiceUrl, ConversationId, activityId, cancellationToken);

    public Task<ConversationMember> GetMemberAsync(string memberId, CancellationToken cancellationToken) =>
        _connector.GetMemberAsync(Reference.ServiceUrl, ConversationId, memberId, cancellationToken);

    public IAsyncEnumerable<ConversationMember> GetMembersAsync(CancellationToken cancellationToken) =>
        _connector.GetMembersAsync(Reference.ServiceUrl, ConversationId, cancellationToken);

    private string ConversationId => Reference.Conversation.Id ?? "";

    private async Task<string?> PostAsync(Activity addressed, string? replyToId, CancellationToken cancellationToken)
    {
        if (_heldBack is not null)
        {
            // The sender asked for the replies in the HTTP answer (deliveryMode expectReplies); they have no ids yet.
            lock (_heldBack)
            {
                _heldBack.Add(addressed);
            }

            return null;
        }

        return replyToId is null
            ? await _connector.SendAsync(Reference.ServiceUrl, ConversationId, addressed, cancellationToken)
            : await _connector.ReplyAsync(Reference.ServiceUrl, ConversationId, replyToId, addressed, cancellationToken);
    }
}
