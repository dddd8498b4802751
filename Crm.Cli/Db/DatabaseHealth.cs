using Crm.Data.Migrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Cli.Db;

/// <summary>Checks that a person would otherwise make by hand after an installation or an incident.</summary>
internal sealed class DatabaseHealth(Database database)
{
    /// <summary>Nobody's data: what everybody in the tenant reads, and an administrator alone writes.</summary>
    private static readonly string[] ReadByEverybody = ["pipeline_stages", "custom_field_definitions", "tenant_settings"];

    private bool healthy = true;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var owner = OwnerDataSource.Create(database.Owner);
        var version = await ScalarAsync<string>(owner, "select current_setting('server_version')", ct);
        var number = int.Parse(await ScalarAsync<string>(owner, "select current_setting('server_version_num')", ct),
            System.Globalization.CultureInfo.InvariantCulture);
        var outdated = PostgresVersions.WhyNot(number);
        Check(outdated is null, $"PostgreSQL {version}", outdated ?? "");
        Check(
            await ScalarAsync<bool>(
                owner, "select not rolinherit and not rolsuper and not rolbypassrls from pg_roles where rolname = 'crm_app'", ct),
            "The application's role owns and inherits nothing",
            "crm_app must be NOINHERIT, no superuser, without BYPASSRLS: 'alter role crm_app noinherit'.");
        foreach (var schema in await ListAsync(owner, "select schema_name from crm_control.tenants order by 1", ct))
        {
            await using var tenant = database.Migrator().OpenTenant(schema);
            var applied = (await tenant.Database.GetAppliedMigrationsAsync(ct)).ToList();
            var known = tenant.Database.GetMigrations().ToList();
            var waiting = known.Except(applied).Count();
            Check(waiting == 0, $"{schema}: migrated", $"{schema}: {waiting} migrations wait. Run 'crm db migrate'.");
            var unknown = UnknownMigrationsException.Of(schema, applied, known);
            Check(unknown is null, $"{schema}: by this version's migrations", unknown is null ? "" : database.Explain(unknown).Message);
            var invalid = await ListAsync(
                owner, "select c.relname from pg_index x join pg_class c on c.oid = x.indexrelid where c.relnamespace = "
                    + $"'\"{schema}\"'::regnamespace and not x.indisvalid", ct);
            Check(invalid.Count == 0, $"{schema}: all indexes valid",
                $"{schema}: invalid indexes {string.Join(", ", invalid)}. Run 'crm db migrate'.");
            var open = await ListAsync(
                owner,
                "select c.relname from pg_class c where c.relnamespace = "
                    + $"'\"{schema}\"'::regnamespace and c.relkind in ('r','p') and not c.relrowsecurity "
                + $"and c.relname not in ({string.Join(", ", ReadByEverybody.Select(t => $"'{t}'"))}) "
                + "and (exists (select 1 from pg_attribute a where a.attrelid = c.oid and not a.attisdropped and a.attname in "
                + "('owner_id','user_id')) "
                + "or exists (select 1 from pg_roles r where r.rolname in "
                + $"('{schema}_viewer','{schema}_own','{schema}_read') "
                + "and has_any_column_privilege(r.oid, c.oid, 'select,insert,update')))",
                ct);
            Check(open.Count == 0, $"{schema}: row-level security on every table of people's data",
                $"{schema}: no row-level security on {string.Join(", ", open)}.");
            var disarmed = await ListAsync(
                owner,
                $"select c.relname || '.' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid "
                + $"where c.relnamespace = '\"{schema}\"'::regnamespace and not t.tgisinternal and t.tgenabled in ('D','R')",
                ct);
            Check(disarmed.Count == 0, $"{schema}: all triggers at work",
                $"{schema}: switched off: {string.Join(", ", disarmed)}. 'alter table … enable trigger user' switches them on.");
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
