using Crm.Core.Reminders;

namespace Crm.Bot.Teams;

/// <summary>
/// The jobs' door: what fails is logged, and shown in the dashboard; the next look, half a minute later, finds what this one missed.
/// </summary>
internal sealed partial class ProactiveJobs(
    DueReminders reminders, DealHandovers handovers, OpenQuestions questions, AccessRequests requests, ILogger<ProactiveJobs> log)
    : IProactiveJobs
{
    public Task RemindAsync(CancellationToken ct) => LoggedAsync(reminders.RunAsync, nameof(DueReminders), ct);

    public Task TellHandoversAsync(CancellationToken ct) => LoggedAsync(handovers.RunAsync, nameof(DealHandovers), ct);

    public Task AskQuestionsAsync(CancellationToken ct) => LoggedAsync(questions.RunAsync, nameof(OpenQuestions), ct);

    public Task TellAccessRequestsAsync(CancellationToken ct) => LoggedAsync(requests.RunAsync, nameof(AccessRequests), ct);

    private async Task LoggedAsync(Func<CancellationToken, Task> look, string name, CancellationToken ct)
    {
        try
        {
            await look(ct);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            LookFailed(log, failed, name);
            throw;
        }
    }

    [LoggerMessage(12, LogLevel.Error, "{Look} failed")]
    private static partial void LookFailed(ILogger logger, Exception exception, string look);
}
