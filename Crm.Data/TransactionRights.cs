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

    public static async Task SetAsync(NpgsqlConnection connection, CurrentUser caller, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Statement, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = SearchPath(caller.Tenant.Schema) },
                new NpgsqlParameter<string> { TypedValue = caller.Id.ToString() },
                new NpgsqlParameter<string> { TypedValue = UpperSnake.Of(caller.Door) },
                new NpgsqlParameter<string> { TypedValue = caller.DatabaseRole },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}
