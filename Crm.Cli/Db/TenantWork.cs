using System.Text.RegularExpressions;
using Crm.Core.Input;
using Crm.Data.Migrations;

namespace Crm.Cli.Db;

/// <summary>What is to be changed of a tenant; what is null stays as it is. Name and schema together add one.</summary>
internal sealed record TenantChange(string? Name, string? Schema, string? Visibility, string? Currency, string? Country);

/// <summary>The list of tenants, read and changed as the owner.</summary>
internal sealed partial class TenantWork(Database database)
{
    /// <param name="only">The tenant that was added or changed; null lists all.</param>
    /// <param name="ct">Cancels the look.</param>
    public async Task ListAsync(Guid? only, CancellationToken ct)
    {
        await using var source = OwnerDataSource.Create(database.Owner);
        await using var command = source.CreateCommand(
            """
            select entra_tenant_id, name, schema_name, visibility, is_active, default_currency, country from crm_control.tenants
            where $1::uuid is null or entra_tenant_id = $1 order by schema_name
            """);
        command.Parameters.Add(new() { Value = (object?)only ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var table = new Table().AddColumns("Entra tenant", "Name", "Schema", "A USER sees", "Currency", "Country", "Active");
        while (await rows.ReadAsync(ct))
        {
            table.AddRow(
                rows.GetGuid(0).ToString(), Markup.Escape(rows.GetString(1)), rows.GetString(2),
                rows.GetString(3) == "OWN" ? "own rows" : "all rows",
                rows.GetString(5), rows.IsDBNull(6) ? "" : rows.GetString(6), rows.GetBoolean(4) ? "yes" : "no");
        }

        AnsiConsole.Write(table);
    }

    /// <exception cref="CliException">A value that no tenant can have, or a tenant that is not there.</exception>
    public async Task ChangeAsync(Guid tenant, TenantChange change, CancellationToken ct)
    {
        var currency = Code(change.Currency, Currencies.All.Contains, "a currency: three letters of ISO 4217, such as EUR");
        var country = Code(change.Country, PhoneText.Knows, "a country: two letters of ISO 3166, such as SE");
        if (change is { Name: { } name, Schema: { } schema })
        {
            if (!Schema().IsMatch(schema))
            {
                throw new CliException(
                    $"'{schema}' cannot be a schema: it must look like t_contoso (lower-case letters, digits and _, at most 40 "
                    + "characters).");
            }

            var migrator = database.Migrator();
            await migrator.AddTenantAsync(tenant, name, schema, step => Say.Done($"{step.Schema}: {step.Id} {step.What}"), ct);
            if (await migrator.StartPipelineAsync(schema, ct) is > 0 and var stages)
            {
                Say.Done($"{schema}: {stages} stages to begin with; an administrator changes them in Teams (stages)");
            }
        }

        if (change.Visibility is { } visibility)
        {
            await SetAsync(tenant, "visibility", visibility.ToUpperInvariant(), ct);
            Say.Done($"A USER of {tenant} now sees {(visibility == "own" ? "own rows" : "all rows")}; hosts notice within 30 seconds.");
        }

        if (currency is not null)
        {
            await SetAsync(tenant, "default_currency", currency, ct);
            Say.Done($"New deals of {tenant} are in {currency} unless they say otherwise; hosts notice within 30 seconds.");
        }

        if (country is not null)
        {
            await SetAsync(tenant, "country", country, ct);
            Say.Done(
                $"Phone numbers of {tenant} without a country code are numbers of {country} from now on; hosts notice within 30 seconds.");
        }
    }

    private static string? Code(string? typed, Func<string, bool> isOne, string what) => typed?.Trim().ToUpperInvariant() is not { } code
        ? null
        : isOne(code) ? code
        : throw new CliException($"'{typed}' is not {what}.");

    /// <param name="tenant">Of Entra.</param>
    /// <param name="column">A name in the code, never typed.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="ct">Cancels the change.</param>
    private async Task SetAsync(Guid tenant, string column, string value, CancellationToken ct)
    {
        await using var source = OwnerDataSource.Create(database.Owner);
        await using var command = source.CreateCommand(
            $"update crm_control.tenants set {column} = $1, updated_at = now() where entra_tenant_id = $2");
        command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(new() { Value = tenant });
        if (await command.ExecuteNonQueryAsync(ct) == 0)
        {
            throw new CliException($"There is no tenant {tenant}.");
        }
    }

    [GeneratedRegex("^t_[a-z0-9_]{1,37}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Schema();
}
