using System.Text.RegularExpressions;
using Npgsql;
using Spectre.Console;

namespace Crm.Cli.Db;

/// <summary>The list of tenants, read and changed as the owner.</summary>
internal sealed partial class TenantWork(Database database)
{
    public async Task ListAsync(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(database.Owner);
        await using var command = source.CreateCommand(
            "select entra_tenant_id, name, schema_name, visibility, is_active from crm_control.tenants order by schema_name");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var table = new Table().AddColumns("Entra tenant", "Name", "Schema", "A USER sees", "Active");
        while (await rows.ReadAsync(ct))
        {
            table.AddRow(
                rows.GetGuid(0).ToString(), Markup.Escape(rows.GetString(1)), rows.GetString(2), rows.GetString(3) == "OWN" ? "own rows" : "all rows",
                rows.GetBoolean(4) ? "yes" : "no");
        }

        AnsiConsole.Write(table);
    }

    public async Task ChangeAsync(Guid tenant, string? name, string? schema, string? visibility, CancellationToken ct)
    {
        if (name is not null && schema is not null)
        {
            if (!Schema().IsMatch(schema))
            {
                throw new CliException($"'{schema}' cannot be a schema: it must look like t_contoso (lower-case letters, digits and _, at most 40 characters).");
            }

            var migrator = database.Migrator();
            await migrator.AddTenantAsync(tenant, name, schema, ct);
            await migrator.MigrateAsync(step => Say.Done($"{step.Schema}: {step.Id} {step.What}"), ct);
            if (await migrator.StartPipelineAsync(schema, ct) is > 0 and var stages)
            {
                Say.Done($"{schema}: {stages} stages to begin with; an administrator changes them in Teams (stages)");
            }
        }

        if (visibility is not null)
        {
            await using var source = NpgsqlDataSource.Create(database.Owner);
            await using var command = source.CreateCommand("update crm_control.tenants set visibility = $1, updated_at = now() where entra_tenant_id = $2");
            command.Parameters.Add(new() { Value = visibility.ToUpperInvariant() });
            command.Parameters.Add(new() { Value = tenant });
            if (await command.ExecuteNonQueryAsync(ct) == 0)
            {
                throw new CliException($"There is no tenant {tenant}.");
            }

            Say.Done($"A USER of {tenant} now sees {(visibility == "own" ? "own rows" : "all rows")}; hosts notice within 30 seconds.");
        }
    }

    [GeneratedRegex("^t_[a-z0-9_]{1,37}$")]
    private static partial Regex Schema();
}
