using Crm.Bot.BotFramework;
using Crm.Core;
using Crm.Core.Activities;
using Crm.Core.Reminders;

namespace Crm.Bot.Teams;

/// <summary>Tells people of their tasks when they come due.</summary>
internal sealed partial class ReminderPoll(IReminderBook book, CardRoutes cards, ProactiveCards proactive, TimeProvider clock, ILogger<ReminderPoll> log)
    : ProactivePoll(clock, log)
{
    public override async Task RunAsync(CancellationToken ct)
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
