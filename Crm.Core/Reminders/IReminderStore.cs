namespace Crm.Core.Reminders;

/// <summary>A task that is due, and who is to be told.</summary>
public sealed record DueReminder(CurrentUser Person, Guid ActivityId, DateTimeOffset DueAt);

/// <summary>
/// Open tasks that came due within the last hour, each once for its assignee (else its owner) and its due time, over all hosts; only for
/// people whom the bot can reach. A task that is due on a day without an hour is told of at nine in the person's morning.
/// </summary>
public interface IReminderStore
{
    /// <summary>Claims what is due now. A claim that is not followed by <see cref="SentAsync"/> ends after some minutes.</summary>
    Task<IReadOnlyList<DueReminder>> TakeAsync(CancellationToken ct);

    Task SentAsync(DueReminder reminder, CancellationToken ct);
}
