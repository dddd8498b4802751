using Crm.Core.Activities;
using Crm.Core.Reminders;
using Crm.Core.Routes;

namespace Crm.Bot.Teams;

/// <summary>Tells people of their tasks when they come due.</summary>
internal sealed partial class DueReminders(IReminderStore book, CardRoutes cards, ProactiveCards proactive, ILogger<DueReminders> log)
{
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var due in await book.TakeAsync(ct))
        {
            try
            {
                // Read anew with the person's own rights: a task that was taken away from them since is not shown.
                var task = await cards.RunAsync(due.Person, new ShowActivity(due.ActivityId), ct);
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

    [LoggerMessage(11, LogLevel.Warning, "The reminder of {ActivityId} was not sent: {Code}")]
    private static partial void NotSent(ILogger logger, Guid activityId, string? code);
}
