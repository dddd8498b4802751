namespace Crm.Data;

/// <summary>
/// Tenant, database role and user for one transaction, in one statement. All of them are transaction-scoped: at commit or rollback the
/// connection is nobody again, so a pool (ours, or PgBouncer in transaction mode) has nothing to carry over.
/// </summary>
public static class TransactionRights
{
    public const string Statement =
        "select set_config('search_path', $1, true), set_config('app.user_id', $2, true), set_config('app.door', $3, true), "
        + "set_config('role', $4, true)";

    private const string ReadOnly = ", set_config('transaction_read_only', 'on', true)";

    /// <summary>pg_temp comes last on purpose: a temporary table must not stand in front of a real one.</summary>
    public static string SearchPath(string schema) => $"\"{schema}\", crm_ext, public, pg_temp";

    /// <summary>The rights and the version of the tenant's settings, as the first two commands of a use case's transaction.</summary>
    internal static void AddTo(NpgsqlBatch batch, CurrentUser caller, bool readOnly, PlanMode plans, TimeSpan? timeLimit)
    {
        batch.BatchCommands.Add(Command(caller, $"{(readOnly ? ReadOnly : "")}{Planned(plans)}{Limit(timeLimit)}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select version from tenant_settings"));
    }

    /// <summary>The rights alone, as the first command of a batch: without another transaction a batch is one.</summary>
    internal static NpgsqlBatchCommand Command(CurrentUser caller, string more = "")
    {
        var rights = new NpgsqlBatchCommand(Statement + more);
        rights.Parameters.AddRange(Parameters(caller));
        return rights;
    }

    /// <summary>Reads what <see cref="AddTo"/> asked; the reader then stands at whatever else the batch asked.</summary>
    public static async Task<long> ReadVersionAsync(NpgsqlDataReader reader, CurrentUser caller, CancellationToken ct)
    {
        await reader.NextResultAsync(ct);
        var version = await reader.ReadAsync(ct) ? reader.GetInt64(0)
            : throw new InvalidOperationException($"{caller.Tenant.Schema} has no settings row.");
        await reader.NextResultAsync(ct);
        return version;
    }

    public static async Task SetAsync(NpgsqlConnection connection, CurrentUser caller, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Statement, connection);
        command.Parameters.AddRange(Parameters(caller));
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Planned(PlanMode mode) => mode switch
    {
        PlanMode.Auto => "",
        PlanMode.ForValues => ", set_config('plan_cache_mode', 'force_custom_plan', true)",
        PlanMode.Once => ", set_config('plan_cache_mode', 'force_generic_plan', true)",
    };

    /// <summary>
    /// Milliseconds. In the text: there are few of them, and a use case without a limit keeps its own prepared statement.
    /// </summary>
    private static string Limit(TimeSpan? each) =>
        each is { } limit
        ? string.Create(CultureInfo.InvariantCulture, $", set_config('statement_timeout', '{(int)limit.TotalMilliseconds}', true)")
        : "";

    private static NpgsqlParameter[] Parameters(CurrentUser caller) =>
    [
        new NpgsqlParameter<string> { TypedValue = SearchPath(caller.Tenant.Schema) },
        new NpgsqlParameter<string> { TypedValue = caller.Id.ToString() },
        new NpgsqlParameter<string> { TypedValue = UpperSnakeCase.Of(caller.Door) },
        new NpgsqlParameter<string> { TypedValue = caller.DatabaseRole },
    ];
}
