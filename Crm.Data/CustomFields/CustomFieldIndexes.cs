using Crm.Core.CustomFields;
using Crm.Data.Migrations;

namespace Crm.Data.CustomFields;

public enum IndexOutcome
{
    Built,

    /// <summary>A killed build had left it invalid.</summary>
    Rebuilt,
    Dropped,

    /// <summary>The records hold a value that no index can take; the field is filtered without one.</summary>
    Failed,
}

/// <param name="Field">"deal seats", or the index's name where the definition is gone.</param>
/// <param name="SqlState">Why it failed, for logs; null otherwise.</param>
/// <param name="Why">Why it failed, for people; may quote a value.</param>
public sealed record IndexStep(string Schema, string Field, IndexOutcome Outcome, string? SqlState = null, string? Why = null);

/// <summary>
/// Gives every filterable custom field its index and takes the others' away, beside the running work (CONCURRENTLY), as the owner of the
/// tables. Looks at what is there each time, so that it may run as often as one likes and be killed anywhere. The indexes aren't part of
/// the migrations, which neither make nor drop them.
/// </summary>
public sealed class CustomFieldIndexes(string ownerConnectionString, TimeProvider clock)
{
    /// <summary>A build that failed reads the whole table for nothing; within one host it is tried again after this.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> failed = new(StringComparer.Ordinal);

    /// <summary>Waits for a migration or another such run to end, then reconciles every tenant.</summary>
    public async Task<IReadOnlyList<IndexStep>> ReconcileAsync(Action<IndexStep>? progress, CancellationToken ct)
    {
        await using var held = await OwnerLock.TakeAsync(ownerConnectionString, clock, ct);
        return await RunAsync(progress, ct);
    }

    /// <returns>Null when somebody else was at it.</returns>
    public async Task<IReadOnlyList<IndexStep>?> TryReconcileAsync(CancellationToken ct)
    {
        await using var held = await OwnerLock.TryAsync(ownerConnectionString, ct);
        return held is null ? null : await RunAsync(null, ct);
    }

    private async Task<IReadOnlyList<IndexStep>> RunAsync(Action<IndexStep>? progress, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ownerConnectionString)
                { Pooling = false, MaxAutoPrepare = 0, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(ct);
        var steps = new List<IndexStep>();

        // A tenant whose migrations have not run yet has no definitions.
        var schemas = await ReadAsync(
            connection,
            """
            select schema_name, quote_ident(schema_name) from crm_control.tenants
             where to_regclass(quote_ident(schema_name) || '.custom_field_definitions') is not null order by 1
            """,
            r => (Name: r.GetString(0), Quoted: r.GetString(1)), [], ct);
        foreach (var (name, quoted) in schemas)
        {
            await foreach (var step in TenantAsync(connection, name, quoted, ct))
            {
                steps.Add(step);
                progress?.Invoke(step);
            }
        }

        return steps;
    }

    private async IAsyncEnumerable<IndexStep> TenantAsync(
        NpgsqlConnection connection, string schema, string quoted,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var definitions = await ReadAsync(
            connection,
            "select id, entity, field_name, quote_literal(field_name), replace(field_type, '_', ''), is_filterable and not is_deleted "
                + $"from {quoted}.custom_field_definitions order by entity, field_name",
            r => (Id: r.GetGuid(0), Label: $"{r.GetString(1)} {r.GetString(2)}", Index: !r.GetBoolean(5) ? null : FieldIndex.For(
                r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3),
                Enum.Parse<CustomFieldType>(r.GetString(4), ignoreCase: true))), [], ct);
        var there = await ReadAsync(
            connection,
            """
            select c.relname::text, x.indisvalid from pg_index x join pg_class c on c.oid = x.indexrelid
              join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = $1 and c.relname ~ $2 order by 1
            """,
            r => (Name: r.GetString(0), IsValid: r.GetBoolean(1)), [schema, FieldIndex.NamePattern], ct);
        var wanted = definitions.Select(d => d.Index).OfType<FieldIndex>().ToList();
        var invalid = there.Where(i => !i.IsValid).Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, isValid) in there.Where(i => !i.IsValid || !wanted.Exists(w => w.Name == i.Name)))
        {
            await RunAsync(connection, Drop(quoted, name), ct);
            if (!wanted.Exists(w => w.Name == name))
            {
                yield return new IndexStep(
                    schema, definitions.Find(d => d.Id == FieldIndex.DefinitionOf(name)).Label ?? name, IndexOutcome.Dropped);
            }
        }

        var grown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var index in wanted.Where(w => !there.Contains((w.Name, true)) && MayTry(schema, w)))
        {
            var step = await BuildAsync(connection, schema, quoted, index, invalid.Contains(index.Name), ct);
            if (step.Outcome is not IndexOutcome.Failed)
            {
                grown.Add(index.Table);
            }

            yield return step;
        }

        foreach (var table in grown)
        {
            // An expression has statistics from the next ANALYZE on only, and without them the planner guesses.
            await RunAsync(connection, $"analyze {quoted}.{table}", ct);
        }
    }

    private async Task<IndexStep> BuildAsync(
        NpgsqlConnection connection, string schema, string quoted, FieldIndex index, bool wasInvalid, CancellationToken ct)
    {
        try
        {
            await RunAsync(connection, index.CreateIn(quoted), ct);
            failed.Remove(Key(schema, index));
            return new IndexStep(schema, index.Field, wasInvalid ? IndexOutcome.Rebuilt : IndexOutcome.Built);
        }
        catch (PostgresException refused) when (refused.SqlState[..2] is "22" or "54")
        {
            // Data that does not fit (22) or is too long (54). What is left is invalid but takes new rows already, and would refuse them
            // too.
            await RunAsync(connection, Drop(quoted, index.Name), ct);
            failed[Key(schema, index)] = clock.GetUtcNow();
            return new IndexStep(schema, index.Field, IndexOutcome.Failed, refused.SqlState, refused.MessageText);
        }
    }

    private bool MayTry(string schema, FieldIndex index) => !failed.TryGetValue(Key(schema, index), out var at)
        || clock.GetUtcNow() - at >= RetryAfter;

    private static string Key(string schema, FieldIndex index) => $"{schema}.{index.Name}";

    private static string Drop(string quotedSchema, string name) => $"drop index concurrently if exists {quotedSchema}.{name}";

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, IReadOnlyList<string> parameters, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        await using var rows = await command.ExecuteReaderAsync(ct);
        var list = new List<T>();
        while (await rows.ReadAsync(ct))
        {
            list.Add(read(rows));
        }

        return list;
    }
}
