using Crm.Core.CustomFields;
using Crm.Core.Imports;
using NpgsqlTypes;

namespace Crm.Data.Imports;

/// <summary>The database side of one import: one transaction, its staging tables, its statements with the parameters they share.</summary>
internal sealed class ImportSession(NpgsqlConnection connection, ImportPlan plan, ImportSurroundings around, string source)
{
    /// <summary>Lines a statement: small enough for progress and for Ctrl+C, large enough that triggers run seldom.</summary>
    private const long Batch = 20_000;

    private const int Tries = 3;

    private readonly StagingTable staging = new(plan.Entity);
    private readonly CustomFieldDefinition[] needed = [.. around.Custom.Where(f => f is { IsRequired: true, DefaultValue: null })];
    private readonly string defaults = Defaults(around.Custom);
    private readonly string companyDefaults = Defaults(around.CompanyCustom);

    public Task PrepareAsync(CancellationToken ct) => RunAsync(
        "set local client_connection_check_interval = '2s'; set local work_mem = '64MB'; " + staging.Create(), ct);

    public Task<NpgsqlBinaryImporter> CopyAsync(CancellationToken ct) => connection.BeginBinaryImportAsync(staging.CopyIn(), ct);

    public Task WriteAsync(NpgsqlBinaryImporter copy, ImportRow row, CancellationToken ct) =>
        staging.WriteAsync(copy, row, Guid.CreateVersion7(around.Now), ct);

    /// <summary>
    /// One import at a time in a tenant: two of the same file would each find nothing and make everything twice. Asked again and again
    /// instead of waited for, because a session that waits inside a statement holds up CREATE INDEX CONCURRENTLY.
    /// </summary>
    public async Task LockAsync(Action waiting, CancellationToken ct)
    {
        await using var attempt = Command("select pg_try_advisory_xact_lock(hashtext('crm import'), hashtext(current_schema()))");
        while (!(bool)(await attempt.ExecuteScalarAsync(ct))!)
        {
            waiting();
            await Task.Delay(TimeSpan.FromMilliseconds(250), ct);
        }
    }

    /// <summary>Finds what is there, and what cannot be imported for a reason that only the database knows.</summary>
    public async Task MatchAsync(CancellationToken ct)
    {
        await RunAsync("create unique index on import_rows (line); analyze import_rows", ct);
        await RunAsync(MatchSql.Twice(plan.Entity), ct);
        await FindAllAsync(ct);
        await RunAsync(MatchSql.MatchedTwice(plan.Entity), ct);
        foreach (var missing in MatchSql.Missing(plan.Entity))
        {
            await RunAsync(missing, ct);
        }

        if (needed.Length > 0)
        {
            await RunAsync(MatchSql.MissingCustom(plan.Entity), ct);
        }

        if (plan.Entity == ImportEntity.Contacts)
        {
            await RunAsync(MatchSql.TakenAddresses, ct);
        }
    }

    private async Task FindAllAsync(CancellationToken ct)
    {
        await RunAsync(MatchSql.Merged, ct);
        foreach (var step in plan.Entity != ImportEntity.Deals && plan.Has("external id") ? MatchSql.MergedSteps(plan.Entity) : [])
        {
            await RunAsync(step, ct);
        }

        if (plan.Entity != ImportEntity.Companies)
        {
            await RunAsync(MatchSql.Companies, ct);
        }

        if (plan.Entity == ImportEntity.Deals)
        {
            await RunAsync(MatchSql.Contacts, ct);
        }

        await FindAsync(ct);
        await RunAsync($"create temp table import_twins on commit drop as {MatchSql.Twins(plan.Entity)}", ct);
    }

    private async Task FindAsync(CancellationToken ct)
    {
        foreach (var step in MatchSql.Steps(plan.Entity))
        {
            await RunAsync(step, ct);
        }

        await RunAsync(MatchSql.LookAlikes, ct);
    }

    /// <summary>Takes the bad rows out, and the companies that only they name.</summary>
    public async Task DropFaultyAsync(CancellationToken ct)
    {
        await RunAsync("delete from import_rows where line in (select line from import_faults)", ct);
        if (plan.Entity != ImportEntity.Companies)
        {
            await RunAsync(
                """
                update import_companies c set is_new = false
                 where is_new and not exists (select 1 from import_rows r join import_companies o on o.owner_id = r.owner_id
                   and o.key = r.company_key where o.company_id = c.company_id)
                """,
                ct);
        }
    }

    public async Task<ImportCounts> CountAsync(long faulty, CancellationToken ct)
    {
        var companies = plan.Entity == ImportEntity.Companies
            ? 0
            : await ScalarAsync("select count(*) from import_companies where is_new", ct);
        await using var command = Command(MergeSql.Count(plan.Entity));
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return new ImportCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), companies, faulty);
    }

    public async Task<IReadOnlyList<PreviewRow>> FirstRowsAsync(CancellationToken ct)
    {
        await using var command = Command(MergeSql.FirstRows(plan.Entity));
        await using var rows = await command.ExecuteReaderAsync(ct);
        var first = new List<PreviewRow>();
        while (await rows.ReadAsync(ct))
        {
            first.Add(new PreviewRow(rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4)));
        }

        return first;
    }

    public Task<long> FaultyRowsAsync(CancellationToken ct) => ScalarAsync("select count(distinct line) from import_faults", ct);

    /// <summary>Line by line; one entry a row, its reasons joined.</summary>
    public async IAsyncEnumerable<RowFault> FaultsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(
            "select line, string_agg(field, ' | '), string_agg(value, ' | '), string_agg(reason, ' | ') from import_faults group by line "
                + "order by line");
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            yield return new RowFault(rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetString(3));
        }
    }

    /// <summary>
    /// Writes what the staging table says. Somebody who makes the same contact at the same moment, in Teams or by capture, wins by the
    /// unique index; somebody who makes the same company is seen before the commit, behind the lock that they hold as well. Either way all
    /// rows are matched anew and find that record. The last try has the lock from the beginning: people who make companies wait for it.
    /// </summary>
    public async Task MergeAsync(Action<long, long> progress, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await RunAsync("savepoint merge", ct);
            try
            {
                await MergeOnceAsync(progress, ct);
                await RunAsync(CompanyLock.Close, ct);
                if (await ScalarAsync(
                    $"select count(*) from ({MatchSql.Twins(plan.Entity)}) t where id not in (select id from import_twins)", ct) == 0)
                {
                    return;
                }
            }
            catch (PostgresException met) when (met.SqlState == PostgresErrorCodes.UniqueViolation && attempt < Tries)
            {
                // Somebody's contact has the address now.
            }

            await RunAsync(
                "rollback to savepoint merge; update import_rows set match_id = null, matched_by = null, foreign_owner = false", ct);
            if (attempt == Tries - 1)
            {
                await RunAsync(CompanyLock.Close, ct);
            }

            await RunAsync("drop table if exists import_merged, import_companies, import_contacts, import_twins", ct);
            await FindAllAsync(ct);
        }
    }

    private async Task MergeOnceAsync(Action<long, long> progress, CancellationToken ct)
    {
        if (plan.Entity != ImportEntity.Companies)
        {
            await RunAsync(MergeSql.NewCompanies, ct);
        }

        // The staging table looks different since it was matched: without this the planner walks all contacts for every piece.
        await RunAsync("analyze import_rows", ct);
        var last = await ScalarAsync("select coalesce(max(line), 0) from import_rows", ct);
        var isThere = await ScalarAsync("select count(*) from (select 1 from import_rows where match_id is not null limit 1) m", ct) > 0;
        for (var from = 0L; from <= last; from += Batch)
        {
            if (isThere)
            {
                await RunAsync(MergeSql.Update(plan.Entity), ct, from);
            }

            await RunAsync(MergeSql.Insert(plan.Entity), ct, from);
            if (plan.Has("external id"))
            {
                await RunAsync(MergeSql.Remember(plan.Entity), ct, from);
            }

            progress(Math.Min(from + Batch, last), last);
        }
    }

    private async Task RunAsync(string sql, CancellationToken ct, long from = 0)
    {
        await using var command = Command(sql, from);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<long> ScalarAsync(string sql, CancellationToken ct)
    {
        await using var command = Command(sql);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private NpgsqlCommand Command(string sql, long from = 0) => new(sql, connection)
    {
        CommandTimeout = 0,
        Parameters =
        {
            new("source", source),
            new("seers", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = around.WhoSeeEverything.ToArray() },
            new("reassign", plan.Has("owner")),
            new("now", around.Now.UtcDateTime),
            new("by", around.Owner.Id),
            new("stage", NpgsqlDbType.Uuid) { Value = around.Stages.Count > 0 ? around.Stages[0].Id : DBNull.Value },
            new("currency", around.Owner.Tenant.DefaultCurrency),
            new("defaults", NpgsqlDbType.Jsonb) { Value = defaults },
            new("company_defaults", NpgsqlDbType.Jsonb) { Value = companyDefaults },
            new("needed", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = needed.Select(f => f.FieldName).ToArray() },
            new("labels", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = needed.Select(f => f.Label).ToArray() },
            new("from", from),
            new("until", from + Batch),
        },
    };

    private static string Defaults(IReadOnlyList<CustomFieldDefinition> custom) =>
        JsonSerializer.Serialize(CustomValues.Defaults(custom), JsonSerializerOptions.Default);
}
