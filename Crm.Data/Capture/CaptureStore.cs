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

    public async Task<IReadOnlyDictionary<string, Guid>> MarksAsync(IReadOnlyCollection<string> names, CancellationToken ct)
    {
        if (names.Count == 0)
        {
            return new Dictionary<string, Guid>();
        }

        string[] all = [.. names];
        return await db.Database.SqlQuery<Mark>($"select n as name, person_mark(n) as value from unnest({all}) n")
            .ToDictionaryAsync(m => m.Name, m => m.Value, StringComparer.Ordinal, ct);
    }

    public async Task<IReadOnlySet<string>> ErasedAsync(IReadOnlyCollection<string> addresses, CancellationToken ct)
    {
        if (addresses.Count == 0)
        {
            return new HashSet<string>();
        }

        string[] all = [.. addresses];
        return (await db.Database.SqlQuery<string>($"select a as \"Value\" from erased_among({all}) a").ToListAsync(ct))
            .ToHashSet(StringComparer.Ordinal);
    }

    public Task<int> KeepOutAsync(IReadOnlyCollection<Guid> activityIds, string reason, CancellationToken ct)
    {
        Guid[] ids = [.. activityIds];
        return db.Database.SqlQuery<int>($"select keep_out({ids}, {reason}) as \"Value\"").SingleAsync(ct);
    }

    public Task<int> ReadAgainAsync(Guid? userId, IReadOnlyCollection<string> reasons, CancellationToken ct)
    {
        string[] codes = [.. reasons];
        return db.Database.SqlQuery<int>($"select read_again({userId}, {codes}) as \"Value\"").SingleAsync(ct);
    }

    private sealed record Mark(string Name, Guid Value);
}
