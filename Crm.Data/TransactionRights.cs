using Crm.Core.Access;
using Npgsql;

namespace Crm.Data;

/// <summary>
/// Tenant, database role and user for one transaction, in one statement. All four are transaction-scoped: at commit or rollback the
/// connection is nobody again, so a pool (ours, or PgBouncer in transaction mode) has nothing to carry over.
/// </summary>
public static class TransactionRights
{
    public const string Statement =
        "select set_config('search_path', $1, true), set_config('app.user_id', $2, true), set_config('app.door', $3, true), set_config('role', $4, true)";

    /// <summary>pg_temp comes last on purpose: a temporary table must not stand in front of a real one.</summary>
    public static string SearchPath(string schema) => $"\"{schema}\", crm_ext, public, pg_temp";

    /// <summary>The rights, and in the same round trip the version of the tenant's settings.</summary>
    public static async Task<long> BeginAsync(NpgsqlTransaction transaction, CurrentUser caller, bool readOnly, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection!, transaction);
        if (readOnly)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("set transaction read only"));
        }

        var rights = new NpgsqlBatchCommand(Statement);
        rights.Parameters.AddRange(Parameters(caller));
        batch.BatchCommands.Add(rights);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select version from tenant_settings"));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? reader.GetInt64(0) : throw new InvalidOperationException($"{caller.Tenant.Schema} has no settings row.");
    }

    public static async Task SetAsync(NpgsqlConnection connection, CurrentUser caller, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Statement, connection);
        command.Parameters.AddRange(Parameters(caller));
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter[] Parameters(CurrentUser caller) =>
    [
        new NpgsqlParameter<string> { TypedValue = SearchPath(caller.Tenant.Schema) },
        new NpgsqlParameter<string> { TypedValue = caller.Id.ToString() },
        new NpgsqlParameter<string> { TypedValue = UpperSnake.Of(caller.Door) },
        new NpgsqlParameter<string> { TypedValue = caller.DatabaseRole },
    ];
}
