using Crm.Core.Activities;

namespace Crm.Core.Capture;

/// <summary>Meetings that were captured ahead and whose hour has come since.</summary>
public sealed class CompleteMeetingsHandler(ICrmDb db, TimeProvider clock) : IChangesData
{
    public async Task<int> HandleAsync(Guid ownerId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var since = now.AddDays(-400);
        var begun = await db.Activities.NotDeleted()
            .Where(a => a.OwnerId == ownerId && a.OccurredAt <= now && a.OccurredAt > since && a.Type == ActivityType.Meeting
                && a.Status == ActivityStatus.Pending
                && a.SourceKey != null)
            .ToListAsync(ct);
        foreach (var meeting in begun)
        {
            meeting.Rescheduled(
                meeting.Subject, meeting.OccurredOn, meeting.OccurredAt, meeting.EndsAt, meeting.Location, cancelled: false, now);
        }

        _ = await db.SaveAsync(ct);
        return begun.Count;
    }
}
