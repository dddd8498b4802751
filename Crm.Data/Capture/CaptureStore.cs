using Crm.Core.Activities;
using Crm.Core.Capture;

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

    public Task WithholdAsync(IReadOnlyCollection<Guid> activityIds, bool areNew, CancellationToken ct)
    {
        Guid[] ids = [.. activityIds];
        return db.Database.ExecuteSqlAsync($"select withhold_words({ids}, {areNew})", ct);
    }

    public async Task<(int Hidden, int Shown)> ShowAsync(
        IReadOnlyDictionary<Guid, ItemVisibility> levels, IReadOnlyCollection<Guid> except, bool really, CancellationToken ct)
    {
        var (users, names, gone) = (levels.Keys.ToArray(), levels.Values.Select(UpperSnakeCase.Of).ToArray(), except.ToArray());
        var counts = await db.Database.SqlQuery<Counts>(
            $"""
            select (c ->> 'hidden')::int as "Hidden", (c ->> 'shown')::int as "Shown"
              from show_captured({users}, {names}, {gone}, {really}) c
            """).SingleAsync(ct);
        return (counts.Hidden, counts.Shown);
    }

    public Task<int> ExpireAsync(DateTimeOffset before, int most, bool really, CancellationToken ct) =>
        db.Database.SqlQuery<int>($"select expire_captured({before}, {most}, {really}) as \"Value\"").SingleAsync(ct);

    public async Task<(int Removed, int Left)> LeaveAsync(bool really, CancellationToken ct)
    {
        var counts = await db.Database.SqlQuery<Leaving>(
            $"""
            select (c ->> 'removed')::int as "Removed", (c ->> 'left')::int as "Left" from leave_capture({really}) c
            """).SingleAsync(ct);
        return (counts.Removed, counts.Left);
    }

    public async Task<IReadOnlyList<OnCaptured>> PeopleAsync(Guid? userId, IReadOnlyCollection<string> patterns, CancellationToken ct)
    {
        string[] all = [.. patterns];
        return await db.Database.SqlQuery<OnCaptured>(
            $"select activity_id as \"ActivityId\", address as \"Address\", user_id as \"UserId\" from captured_people({userId}, {all})")
            .ToListAsync(ct);
    }

    public Task LockBackfillAsync(Guid userId, string resource, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"select from capture_backfills where user_id = {userId} and resource = {resource} for no key update", ct);

    public Task<long> LockCursorAsync(Guid userId, string resource, CancellationToken ct) => db.Database.SqlQuery<long>(
        $"""
        select coalesce((select run_number from capture_cursors
          where user_id = {userId} and resource = {resource} for no key update), 0) as "Value"
        """).SingleAsync(ct);

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

    /// <summary>In one order, so that two pages with the same people do not wait for each other.</summary>
    public Task LockPeopleAsync(IReadOnlyCollection<string> addresses, CancellationToken ct)
    {
        string[] all = [.. addresses];
        return db.Database.ExecuteSqlAsync(
            $"""
            select pg_advisory_xact_lock(k) from (
              select distinct hashtextextended(current_schema() || ' person ' || a, 0) as k from unnest({all}) a order by k) o
            """,
            ct);
    }

    public Task MadeFromMailAsync(IReadOnlyCollection<Guid> contactIds, CancellationToken ct)
    {
        Guid[] ids = [.. contactIds];
        return db.Database.ExecuteSqlAsync($"select made_from_mail({ids})", ct);
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

    private sealed record Leaving(int Removed, int Left);

    private sealed record Counts(int Hidden, int Shown);

    private sealed record Mark(string Name, Guid Value);
}
