using Crm.Core.Activities;
using Crm.Core.Reminders;

namespace Crm.Bot.Teams;

/// <summary>Tells people of their tasks when they come due.</summary>
internal sealed class DueReminders(
    IProactiveStore<DueReminder> book, CardRoutes cards, ProactiveCards proactive, ILogger<DueReminders> log)
    : ProactiveMessages<DueReminder>(book, cards, proactive, log)
{
    protected override Task TellAsync(IReadOnlyList<DueReminder> messages, CancellationToken ct) =>
        ShowAsync(messages[0].Person, new ShowActivity(messages[0].ActivityId), ReminderCard.For, ct);
}
