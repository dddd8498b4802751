using Crm.Core.Activities;

namespace Crm.Core.Capture;

/// <summary>Coming meetings that a calendar's full round should have shown and did not.</summary>
/// <param name="Since">When the round began.</param>
/// <param name="Until">How far it looks.</param>
public sealed record FindMissing(Guid UserId, DateTimeOffset Since, DateTimeOffset Until);

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
            .Where(m => m.UserId == find.UserId && m.SeenAt < find.Since
                && (m.Presence == CopyPresence.Present || m.Presence == CopyPresence.Cancelled))
            .OrderBy(m => m.SeenAt).Select(m => m.GraphId).Take(Most).ToListAsync(ct);
    }
}
