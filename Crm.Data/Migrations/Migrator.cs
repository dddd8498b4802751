using Crm.Core.Pipeline;
using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Crm.Data.Migrations;

/// <summary>One migration that was done or undone, for the person who watches.</summary>
public sealed record MigrationStep(string Schema, string Id, string What);

/// <summary>
/// Migrates crm_control and every tenant's schema, as the owner role, one run at a time (<see cref="OwnerLock"/>). What a killed run left is
/// finished by the next: transactional steps were rolled back, an index that stayed invalid is dropped and built again.
/// </summary>
public sealed class Migrator(string ownerConnectionString, TimeProvider clock)
{
    private const string Control = "crm_control";

    /// <summary>Brings everything to the newest version.</summary>
    public async Task<IReadOnlyList<MigrationStep>> MigrateAsync(Action<MigrationStep>? progress, CancellationToken ct)
    {
        await using var held = await OwnerLock.TakeAsync(ownerConnectionString, clock, ct);
        var steps = new List<MigrationStep>();
        await using (var control = OpenControl())
        {
            await UpAsync(control, Control, steps, progress, ct);
        }

        foreach (var schema in await TenantSchemasAsync(ct))
        {
            await using var tenant = OpenTenant(schema);
            await UpAsync(tenant, schema, steps, progress, ct);
        }

        return steps;
    }

    /// <summary>Undoes tenant migrations down to <paramref name="target"/> ("0" for none), newest first.</summary>
    /// <exception cref="InvalidOperationException">A table that would go still holds rows and <paramref name="dropData"/> was not said.</exception>
    public async Task<IReadOnlyList<MigrationStep>> RollbackAsync(string? target, bool dropData, Action<MigrationStep>? progress, CancellationToken ct)
    {
        await using var held = await OwnerLock.TakeAsync(ownerConnectionString, clock, ct);
        var steps = new List<MigrationStep>();
        foreach (var schema in await TenantSchemasAsync(ct))
        {
            await using var tenant = OpenTenant(schema);
            var applied = (await tenant.Database.GetAppliedMigrationsAsync(ct)).ToList();
            var to = target ?? (applied.Count > 1 ? applied[^2] : Migration.InitialDatabase);
            if (to == Migration.InitialDatabase && applied.Count > 0 && !dropData)
            {
                await RefuseToLoseRowsAsync(schema, ct);
            }

            await tenant.GetService<IMigrator>().MigrateAsync(to, ct);
            foreach (var id in applied.Except(await tenant.Database.GetAppliedMigrationsAsync(ct)).Reverse())
            {
                Tell(new MigrationStep(schema, id, "rolled back"), steps, progress);
            }
        }

        return steps;
    }

    /// <summary>Makes a tenant's row and schema; a tenant that is there stays as it is.</summary>
    public async Task AddTenantAsync(Guid entraTenantId, string name, string schema, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(
            "insert into crm_control.tenants (id, entra_tenant_id, name, schema_name) values ($1, $2, $3, $4) on conflict do nothing", connection)
        {
            Parameters =
            {
                new() { Value = Guid.CreateVersion7(clock.GetUtcNow()) },
                new() { Value = entraTenantId },
                new() { Value = name },
                new() { Value = schema },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
        await using var create = new NpgsqlCommand($"create schema if not exists \"{schema}\"", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Gives a migrated tenant the pipeline to begin with; one that has stages keeps its own.</summary>
    /// <returns>How many stages were made.</returns>
    public async Task<int> StartPipelineAsync(string schema, CancellationToken ct)
    {
        await using var tenant = OpenTenant(schema);
        if (await tenant.Stages.AnyAsync(ct))
        {
            return 0;
        }

        tenant.Stages.AddRange(DefaultPipeline.Stages(clock.GetUtcNow()));
        return await tenant.SaveChangesAsync(ct);
    }

    /// <summary>Ids of tenant migrations, oldest first.</summary>
    public IReadOnlyList<string> Known()
    {
        using var tenant = OpenTenant("t_any");
        return [.. tenant.Database.GetMigrations()];
    }

    public CrmDbContext OpenTenant(string schema) => new(
        Options<CrmDbContext>(new NpgsqlConnectionStringBuilder(ownerConnectionString)
        {
            SearchPath = TransactionRights.SearchPath(schema),
            MaxAutoPrepare = 0,
            Pooling = false,
        }.ConnectionString, schema));

    private ControlDbContext OpenControl() => new(Options<ControlDbContext>(
        new NpgsqlConnectionStringBuilder(ownerConnectionString) { MaxAutoPrepare = 0, Pooling = false }.ConnectionString, Control));

    private static DbContextOptions<T> Options<T>(string connectionString, string schema)
        where T : DbContext => new DbContextOptionsBuilder<T>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("schema_migrations", schema).CommandTimeout(0))

            // There is no snapshot to compare with: migrations are written by hand and a test proves them equal to the model.
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;

    private async Task UpAsync(DbContext context, string schema, List<MigrationStep> steps, Action<MigrationStep>? progress, CancellationToken ct)
    {
        var assembly = context.GetService<IMigrationsAssembly>();
        foreach (var (id, type) in assembly.Migrations)
        {
            MigrationGuard.Check(id, assembly.CreateMigration(type, context.Database.ProviderName!));
        }

        await DropInvalidIndexesAsync(schema, ct);
        foreach (var id in (await context.Database.GetPendingMigrationsAsync(ct)).ToList())
        {
            await context.GetService<IMigrator>().MigrateAsync(id, ct);
            await GrantToApplicationAsync(schema, ct);
            Tell(new MigrationStep(schema, id, "applied"), steps, progress);
        }
    }

    private static void Tell(MigrationStep step, List<MigrationStep> steps, Action<MigrationStep>? progress)
    {
        steps.Add(step);
        progress?.Invoke(step);
    }

    private async Task<IReadOnlyList<string>> TenantSchemasAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand("select schema_name from crm_control.tenants order by schema_name", connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var schemas = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            schemas.Add(rows.GetString(0));
        }

        return schemas;
    }

    /// <summary>The application's login role may take on the tenant's roles; it inherits none of them.</summary>
    private async Task GrantToApplicationAsync(string schema, CancellationToken ct)
    {
        if (schema == Control)
        {
            return;
        }

        await ExecuteAsync(
            $"""
            do $$ declare r text; begin
              foreach r in array array['own','read','manage','admin'] loop
                if exists (select 1 from pg_roles where rolname = '{schema}_' || r)
                   and not exists (select 1 from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles u on u.oid = m.member
                                    where g.rolname = '{schema}_' || r and u.rolname = 'crm_app') then
                  execute format('grant %I to crm_app', '{schema}_' || r);
                end if;
              end loop;
            end $$
            """,
            ct);
    }

    private Task DropInvalidIndexesAsync(string schema, CancellationToken ct) => ExecuteAsync(
        $"""
        do $$ declare i record; begin
          for i in select c.relname from pg_index x join pg_class c on c.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname = '{schema}' and not x.indisvalid loop
            execute format('drop index %I.%I', '{schema}', i.relname);
          end loop;
        end $$
        """,
        ct);

    private async Task RefuseToLoseRowsAsync(string schema, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(ct);
        await using var count = new NpgsqlCommand(
            $"select (select count(*) from \"{schema}\".users) + (select count(*) from \"{schema}\".companies)", connection);
        if ((long)(await count.ExecuteScalarAsync(ct))! is > 0 and var rows)
        {
            throw new InvalidOperationException(
                $"Rolling back the first migration of {schema} would drop its tables, and {rows} users and companies with them. Say --drop-data if that is meant.");
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
