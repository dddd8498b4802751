using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Routes;

namespace Crm.OutlookAddin.Api;

/// <param name="ActivityId">What it became: the record that automatic capture would have made.</param>
/// <param name="Card">That activity's, as Teams shows it.</param>
internal sealed record LogAnswer(Guid ActivityId, CaptureAnswer Capture, CardContent Card);

/// <summary>Logs the open mail or meeting now.</summary>
internal static class LogEndpoint
{
    public static async Task<Results<Ok<LogAnswer>, ProblemHttpResult>> PostAsync(
        LogItem asked, Me me, ManualCapture log, CardRoutes cards, CancellationToken ct)
    {
        var logged = await log.LogAsync(me.User, asked, ct);
        if (logged.Refusal is { } refusal)
        {
            return Problems.Of(refusal);
        }

        var (state, show) = (logged.Value.State, new ShowActivity(logged.Value.State.ActivityId!.Value));
        var answer = await cards.RunAsync(me.User, ShowActivity.Verb, JsonSerializer.SerializeToElement(show, CardJson.Options), ct);
        return TypedResults.Ok(new LogAnswer(
            show.Id, CaptureAnswer.Of(LedgerOutcome.Logged, state.Reason, show.Id), answer.Card));
    }
}
