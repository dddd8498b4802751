using Crm.Core.Capture;
using Microsoft.EntityFrameworkCore;

namespace Crm.Data.Capture;

internal sealed class CaptureStore(CrmDbContext db) : ICaptureStore
{
    /// <summary>In one order, so that two mailboxes that read the same meetings do not wait for each other.</summary>
    public async Task LockAsync(IReadOnlyCollection<Guid> activityIds, CancellationToken ct)
    {
        if (activityIds.Count > 0)
        {
            Guid[] ids = [.. activityIds];
            await db.Database.ExecuteSqlAsync($"select from activities where id = any({ids}) order by id for no key update", ct);
        }
    }

    public async Task ForgetWordsAsync(IReadOnlyCollection<Guid> activityIds, CancellationToken ct)
    {
        Guid[] ids = [.. activityIds];
        await db.Database.ExecuteSqlAsync($"select forget_words({ids})", ct);
    }

    public Task LockBackfillAsync(Guid userId, string resource, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"select from capture_backfills where user_id = {userId} and resource = {resource} for no key update", ct);
}
