using Npgsql;

namespace Crm.Demo.LargeFirm;

/// <summary>
/// A tenant's tables made ready for a bulk load inside one transaction, and put back as they were: foreign keys and secondary indexes are
/// taken off (checked and built once at the end, they cost a fraction of what they cost row by row) and triggers are silent. A rollback
/// puts everything back too.
/// </summary>
internal sealed class EmptiedSchema
{
    private readonly NpgsqlConnection connection;
    private readonly IReadOnlyList<string> tables;
    private readonly IReadOnlyList<(string Name, string Definition)> indexes;
    private readonly IReadOnlyList<(string Table, string Name, string Definition)> keys;

    private EmptiedSchema(
        NpgsqlConnection connection, IReadOnlyList<string> tables, IReadOnlyList<(string, string)> indexes,
        IReadOnlyList<(string, string, string)> keys)
    {
        this.connection = connection;
        this.tables = tables;
        this.indexes = indexes;
        this.keys = keys;
    }

    public IReadOnlyList<string> Tables => tables;

    public int Indexes => indexes.Count;

    public static async Task<EmptiedSchema> PrepareAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var tables = await ReadAsync(
            connection,
            // The settings row is made by a migration and has no second maker.
            "select quote_ident(tablename) from pg_tables where schemaname = current_schema() and tablename not in ('schema_migrations', "
                + "'tenant_settings') order by 1",
            r => r.GetString(0), ct);
        var keys = await ReadAsync(
            connection,
            """
            select c.relname::text, k.conname::text, pg_get_constraintdef(k.oid) from pg_constraint k join pg_class c on c.oid = k.conrelid
             where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace order by 1, 2
            """,
            r => (r.GetString(0), r.GetString(1), r.GetString(2)), ct);
        var indexes = await ReadAsync(
            connection,
            """
            select c.relname::text, pg_get_indexdef(c.oid) from pg_index x join pg_class c on c.oid = x.indexrelid
              join pg_class t on t.oid = x.indrelid
             where c.relnamespace = current_schema()::regnamespace and t.relname <> 'schema_migrations'
               and not exists (select 1 from pg_constraint k where k.conindid = c.oid and k.contype in ('p','u','x'))
             order by t.relname, c.relname
            """,
            r => (r.GetString(0), r.GetString(1)), ct);
        var schema = new EmptiedSchema(connection, tables, indexes, keys);
        await schema.RunAsync($"truncate {string.Join(", ", tables)}", ct);
        foreach (var (table, name, _) in keys)
        {
            await schema.RunAsync($"alter table {table} drop constraint {name}", ct);
        }

        foreach (var (name, _) in indexes)
        {
            await schema.RunAsync($"drop index {name}", ct);
        }

        await schema.RunAsync(string.Concat(tables.Select(t => $"alter table {t} disable trigger user;")), ct);
        return schema;
    }

    public async Task RestoreAsync(Action<int> progress, CancellationToken ct)
    {
        for (var i = 0; i < indexes.Count; i++)
        {
            progress(i);
            await RunAsync(indexes[i].Definition, ct);
        }

        foreach (var (table, name, definition) in keys)
        {
            await RunAsync($"alter table {table} add constraint {name} {definition}", ct);
        }

        await RunAsync(string.Concat(tables.Select(t => $"alter table {t} enable trigger user;")), ct);
        progress(indexes.Count);
    }

    public async Task RunAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var list = new List<T>();
        while (await rows.ReadAsync(ct))
        {
            list.Add(read(rows));
        }

        return list;
    }
}
