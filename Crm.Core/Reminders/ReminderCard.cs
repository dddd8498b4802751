namespace Crm.Core.Reminders;

/// <summary>A task's own card under the word that says why it comes unasked.</summary>
public static class ReminderCard
{
    public static AdaptiveCard For(AdaptiveCard task) => task with
    {
        Body = [Blocks.Subtle("⏰ This task is due"), .. task.Body],
        FallbackText = $"Due: {task.FallbackText}",
    };
}
