using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.Cli.Db;

/// <summary>Checks that a person would otherwise make by hand after an installation or an incident.</summary>
internal sealed class DatabaseHealth(Database database)
{
    private bool healthy = true;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var owner = NpgsqlDataSource.Create(database.Owner);
        var version = await ScalarAsync<string>(owner, "select current_setting('server_version')", ct);
        var number = int.Parse(await ScalarAsync<string>(owner, "select current_setting('server_version_num')", ct), System.Globalization.CultureInfo.InvariantCulture);
        Check(number >= 150000, $"PostgreSQL {version}", "PostgreSQL 15 or newer is needed.");
        Check(
            await ScalarAsync<bool>(owner, "select not rolinherit and not rolsuper and not rolbypassrls from pg_roles where rolname = 'crm_app'", ct),
            "The application's role owns and inherits nothing", "crm_app must be NOINHERIT, no superuser, without BYPASSRLS: 'alter role crm_app noinherit'.");
        foreach (var schema in await ListAsync(owner, "select schema_name from crm_control.tenants order by 1", ct))
        {
            await using var tenant = database.Migrator().OpenTenant(schema);
            var pending = (await tenant.Database.GetPendingMigrationsAsync(ct)).ToList();
            Check(pending.Count == 0, $"{schema}: migrated", $"{schema}: {pending.Count} migrations wait. Run 'crm db migrate'.");
            var invalid = await ListAsync(
                owner, $"select c.relname from pg_index x join pg_class c on c.oid = x.indexrelid where c.relnamespace = '\"{schema}\"'::regnamespace and not x.indisvalid", ct);
            Check(invalid.Count == 0, $"{schema}: all indexes valid", $"{schema}: invalid indexes {string.Join(", ", invalid)}. Run 'crm db migrate'.");
            var open = await ListAsync(
                owner,
                $"select c.relname from pg_class c where c.relnamespace = '\"{schema}\"'::regnamespace and c.relkind = 'r' and not c.relrowsecurity "
                + "and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'owner_id')",
                ct);
            Check(open.Count == 0, $"{schema}: row-level security on every table with an owner", $"{schema}: no row-level security on {string.Join(", ", open)}.");
        }

        await using var application = NpgsqlDataSource.Create(database.Application);
        await ScalarAsync<long>(application, "select count(*) from crm_control.tenants", ct);
        Say.Done("The application's role connects");
        if (!healthy)
        {
            throw new CliException("The database needs attention: see above.");
        }
    }

    private void Check(bool good, string what, string fix)
    {
        healthy &= good;
        if (good)
        {
            Say.Done(what);
        }
        else
        {
            Say.Warn(fix);
        }
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<List<string>> ListAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var list = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            list.Add(rows.GetString(0));
        }

        return list;
    }
}
