using Crm.Bot.BotFramework;
using Crm.Core;
using Crm.Core.Activities;
using Crm.Core.Reminders;

namespace Crm.Bot.Teams;

/// <summary>Tells people of their tasks when they come due. Every host polls; the book gives each reminder to one of them.</summary>
internal sealed partial class ReminderPoll(IReminderBook book, CardRoutes cards, ProactiveCards proactive, TimeProvider clock, ILogger<ReminderPoll> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    /// <summary>One look; the tests call it.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var due in await book.TakeAsync(ct))
        {
            try
            {
                // Read anew with the person's own rights: a task that was taken away from them since is not shown.
                var task = await cards.RunAsync(due.Person, ShowActivity.Verb, new ShowActivity(due.ActivityId), ct);
                if (task.Refusal is null)
                {
                    await proactive.SendAsync(due.Person, ReminderCard.For(task.Card), ct);
                }

                await book.SentAsync(due, ct);
            }
            catch (ConnectorException later)
            {
                NotSent(log, due.ActivityId, later.Code); // its claim ends by itself, and it is tried again
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Between, clock, stoppingToken);
                await RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                PollFailed(log, failed); // the database may be away; the next look finds what this one missed
            }
        }
    }

    [LoggerMessage(11, LogLevel.Warning, "The reminder of {ActivityId} was not sent: {Code}")]
    private static partial void NotSent(ILogger logger, Guid activityId, string? code);

    [LoggerMessage(12, LogLevel.Error, "Looking for due tasks failed")]
    private static partial void PollFailed(ILogger logger, Exception exception);
}
