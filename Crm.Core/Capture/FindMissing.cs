using Crm.Core.Activities;

namespace Crm.Core.Capture;

/// <summary>
/// Coming meetings that a calendar should have shown and did not: none of its rounds since its window was opened, and of what was shown
/// ahead of it (<see cref="ActivityMailbox.IsAhead"/>) the round that has just ended.
/// </summary>
/// <param name="Opened">When the window was opened.</param>
/// <param name="Began">When the round that has just ended began.</param>
/// <param name="Until">How far the window looks.</param>
public sealed record FindMissing(Guid UserId, DateTimeOffset Opened, DateTimeOffset Began, DateTimeOffset Until);

public sealed class FindMissingHandler(ICrmDb db, TimeProvider clock)
{
    /// <summary>The rest is the next run's.</summary>
    private const int Most = 500;

    public async Task<IReadOnlyList<string>> HandleAsync(FindMissing find, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.Activities.NotDeleted()
            .Where(a => a.Type == ActivityType.Meeting && a.Status == ActivityStatus.Pending && a.OccurredAt > now
                && a.OccurredAt < find.Until)
            .SelectMany(a => a.Mailboxes)
            .Where(m => m.UserId == find.UserId && (m.SeenAt < find.Opened || (m.IsAhead && m.SeenAt < find.Began))
                && (m.Presence == CopyPresence.Present || m.Presence == CopyPresence.Cancelled))
            .OrderBy(m => m.SeenAt).Select(m => m.GraphId).Take(Most).ToListAsync(ct);
    }
}
