namespace Crm.Bot.BotFramework;

/// <summary>One activity being handled, its sender, and the way to answer in its conversation.</summary>
public sealed class TurnContext
{
    private readonly ILogger log;

    internal TurnContext(Activity activity, ConversationConnector? connector, ILogger log)
    {
        this.log = log;
        Activity = activity;
        Caller = ChannelUser.Of(activity);
        Connector = connector;
    }

    public Activity Activity { get; }

    public ChannelUser Caller { get; }

    /// <summary>Null when the activity tells no service URL or no conversation, which only local tools leave out.</summary>
    public ConversationConnector? Connector { get; }

    /// <summary>Keep it to write to this conversation later.</summary>
    public ConversationReference? Reference => Connector?.Reference;

    /// <inheritdoc cref="ConnectorClient.SendAsync"/>
    public Task<string?> SendAsync(Activity activity, CancellationToken ct) =>
        Connector?.SendAsync(activity, ct) ?? NowhereAsync();

    public Task<string?> SendAsync(string text, CancellationToken ct) =>
        SendAsync(new Activity { Type = ActivityTypes.Message, Text = text }, ct);

    /// <summary>Answers this activity, quoting its id.</summary>
    public Task<string?> ReplyAsync(Activity activity, CancellationToken ct) =>
        Connector is null ? NowhereAsync()
        : Activity.Id is { Length: > 0 } id ? Connector.ReplyAsync(id, activity, ct)
        : Connector.SendAsync(activity, ct);

    /// <inheritdoc cref="ConnectorClient.UpdateAsync"/>
    public Task UpdateAsync(string activityId, Activity activity, CancellationToken ct) =>
        Connector?.UpdateAsync(activityId, activity, ct) ?? NowhereAsync();

    private Task<string?> NowhereAsync()
    {
        log.NowhereToAnswer(Activity.Id);
        return Task.FromResult<string?>(null);
    }
}
