namespace Crm.Benchmarks.Capture;

/// <summary>
/// Writes the rows of captured items again, as a program would that had nothing to decide: into the same tables, with all their indexes,
/// triggers and constraints, once by COPY and once by upserts, fifty items in a transaction as capture saves them.
/// </summary>
internal sealed class SameItems(BenchDatabase database) : IAsyncDisposable
{
    private const int PageSize = 50;

    /// <summary>Tables in the order in which rows can be written, and by which column a row belongs to an item.</summary>
    private static readonly (string Table, string Item)[] Tables =
    [
        ("activities", "id"), ("activity_participants", "activity_id"), ("activity_mailboxes", "activity_id"),
        ("capture_ledger", "activity_id"),
    ];

    private readonly NpgsqlConnection connection = new(
        new NpgsqlConnectionStringBuilder(database.Owner)
            { SearchPath = $"{database.Size.Schema}, crm_ext", CommandTimeout = 0, Pooling = false }.ConnectionString);

    /// <param name="sourceKeys">Of the items.</param>
    /// <param name="ct">Cancels it; what was taken out may then be missing.</param>
    public async Task<SameRowsResult> RunAsync(IReadOnlyList<string> sourceKeys, CancellationToken ct)
    {
        await connection.OpenAsync(ct);
        var items = await KeepAsync(sourceKeys, ct);
        var copied = await CopyAsync(ct);
        var upserted = await UpsertAsync(items, ct);
        return new SameRowsResult(items.Count, copied.TotalSeconds, upserted.TotalSeconds);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<IReadOnlyList<Guid>> KeepAsync(IReadOnlyList<string> sourceKeys, CancellationToken ct)
    {
        await using var ids = new NpgsqlCommand(
            "create temp table item as select id from activities where capture_key in (select md5(k)::uuid from unnest($1) k)", connection);
        ids.Parameters.Add(new() { Value = sourceKeys.ToArray() });
        _ = await ids.ExecuteNonQueryAsync(ct);
        foreach (var (table, item) in Tables)
        {
            await RunAsync(
                $"create temp table kept_{table} as select * from {table} where {item} in (select id from item); "
                + $"create index on kept_{table} ({item}); analyze kept_{table}",
                ct);
        }

        await using var all = new NpgsqlCommand("select id from item order by id", connection);
        await using var rows = await all.ExecuteReaderAsync(ct);
        var items = new List<Guid>();
        while (await rows.ReadAsync(ct))
        {
            items.Add(rows.GetGuid(0));
        }

        return items;
    }

    private async Task<TimeSpan> CopyAsync(CancellationToken ct)
    {
        var kept = new List<(string Into, byte[] Rows)>();
        foreach (var (table, _) in Tables)
        {
            var columns = await ColumnsAsync(table, ct);
            using var rows = new MemoryStream();
            await using (var from = await connection.BeginRawBinaryCopyAsync(
                $"copy (select {columns} from kept_{table}) to stdout (format binary)", ct))
            {
                await from.CopyToAsync(rows, ct);
            }

            kept.Add(($"copy {table} ({columns}) from stdin (format binary)", rows.ToArray()));
        }

        await DeleteAsync(ct);
        var began = TimeProvider.System.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var (into, rows) in kept)
        {
            await using var to = await connection.BeginRawBinaryCopyAsync(into, ct);
            await to.WriteAsync(rows, ct);
        }

        await transaction.CommitAsync(ct);
        return TimeProvider.System.GetElapsedTime(began);
    }

    private async Task<TimeSpan> UpsertAsync(IReadOnlyList<Guid> items, CancellationToken ct)
    {
        var statements = new List<string>();
        foreach (var (table, item) in Tables)
        {
            var columns = await ColumnsAsync(table, ct);
            statements.Add($"insert into {table} ({columns}) select {columns} from kept_{table} where {item} = $1 "
                + (table == "activities" ? "on conflict (id) do update set subject = excluded.subject" : "on conflict do nothing"));
        }

        await DeleteAsync(ct);
        var began = TimeProvider.System.GetTimestamp();
        foreach (var page in items.Chunk(PageSize))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var batch = new NpgsqlBatch(connection, transaction);
            foreach (var item in page)
            {
                foreach (var statement in statements)
                {
                    batch.BatchCommands.Add(new NpgsqlBatchCommand(statement) { Parameters = { new() { Value = item } } });
                }
            }

            await batch.PrepareAsync(ct);
            _ = await batch.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return TimeProvider.System.GetElapsedTime(began);
    }

    private async Task DeleteAsync(CancellationToken ct)
    {
        await RunAsync("delete from capture_ledger where activity_id in (select id from item)", ct);
        await RunAsync("delete from activities where id in (select id from item)", ct);
    }

    /// <summary>Without those that the database computes.</summary>
    private async Task<string> ColumnsAsync(string table, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute "
            + "where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
            connection);
        command.Parameters.Add(new() { Value = table });
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task RunAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        _ = await command.ExecuteNonQueryAsync(ct);
    }
}
