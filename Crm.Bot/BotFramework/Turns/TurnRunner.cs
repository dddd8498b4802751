namespace Crm.Bot.BotFramework;

/// <summary>One genuine activity through the handler: the only door at which a turn's exception is caught.</summary>
internal sealed class TurnRunner(ActivityLog seen, ConnectorClient connector, TimeProvider clock, ILogger<TurnRunner> log)
{
    /// <summary>
    /// The channel gives up after 15 s and asks again for the answer; a turn that takes longer than this gets no third chance.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public async Task<TurnAnswer> RunAsync(Activity activity, IServiceProvider services, CancellationToken ct)
    {
        var (answer, again) = await seen.OnceAsync(activity, () => HandleAsync(activity, services), ct);
        if (again)
        {
            log.DeliveredAgain(activity.Type, activity.Id);
        }

        return answer;
    }

    /// <summary>Goes on when the caller hangs up: Teams does so to ask again, and then wants this answer.</summary>
    private async Task<TurnAnswer> HandleAsync(Activity activity, IServiceProvider services)
    {
        try
        {
            using var limit = new CancellationTokenSource(Longest, clock);
            var heldBack = new List<Activity>();
            var bound = ConversationReference.From(activity) is { } reference
                ? new ConversationConnector(connector, reference, activity.ExpectsReplies ? heldBack : null)
                : null;
            var result = services.GetService<IBotTurnHandler>() is { } handler
                ? await handler.OnTurnAsync(new TurnContext(activity, bound, log), limit.Token)
                : TurnResult.NotHandled;
            return TurnAnswer.For(activity, result, heldBack);
        }
        catch (Exception failure)
        {
            log.TurnFailed(failure, activity.Type, activity.Id);
            return TurnAnswer.Failed;
        }
    }
}
