namespace Crm.Bot.BotFramework;

/// <summary>
/// What the bot does with an activity that is known to be genuine. Register one, scoped; without one, messages are answered with 200 and
/// invokes with 501. An exception becomes 500 and is logged by the caller.</summary>
public interface IBotTurnHandler
{
    Task<TurnResult> OnTurnAsync(TurnContext turn, CancellationToken ct);
}
