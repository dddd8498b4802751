namespace Crm.Bot.BotFramework;

/// <summary>
/// What must be kept of an activity to write to its conversation later. Refresh it at every activity: the service URL may change. It is an
/// address, not a credential: authorise again before showing anything.</summary>
public sealed record ConversationReference
{
    public required string ServiceUrl { get; init; }
    public required ConversationAccount Conversation { get; init; }
    public string? ChannelId { get; init; }
    public ChannelAccount? Bot { get; init; }
    public ChannelAccount? User { get; init; }

    /// <summary>Null when the activity tells no service URL or no conversation: there is nowhere to answer.</summary>
    public static ConversationReference? From(Activity activity) =>
        activity is { ServiceUrl: { Length: > 0 } serviceUrl, Conversation: { Id.Length: > 0 } conversation }
            ? new ConversationReference
            {
                ServiceUrl = serviceUrl,
                Conversation = conversation,
                ChannelId = activity.ChannelId,
                Bot = activity.Recipient,
                User = activity.From,
            }
            : null;

    /// <summary>Addresses an outgoing activity. serviceUrl is never written: bots do not set it (rule A2302).</summary>
    internal Activity Address(Activity activity, string? replyToId = null) => activity with
    {
        Type = activity.Type ?? ActivityTypes.Message,
        ServiceUrl = null,
        ChannelId = activity.ChannelId ?? ChannelId,
        From = activity.From ?? Bot,
        Recipient = activity.Recipient ?? User,
        Conversation = activity.Conversation ?? new ConversationAccount { Id = Conversation.Id },
        ReplyToId = replyToId ?? activity.ReplyToId,
    };
}
