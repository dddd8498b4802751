using Crm.Core.Pipeline;
using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Crm.Data.Migrations;

/// <summary>One migration that was done or undone, for the person who watches.</summary>
public sealed record MigrationStep(string Schema, string Id, string What);

/// <summary>
/// Migrates crm_control and every tenant's schema, as the owner role, one run at a time (<see cref="OwnerLock"/>). What a killed run left
/// is finished by the next: transactional steps were rolled back, an index that stayed invalid is dropped and built again.
/// </summary>
public sealed class Migrator(string ownerConnectionString, TimeProvider clock)
{
    private const string Control = "crm_control";

    private readonly HashSet<Type> guarded = [];

    /// <summary>Brings everything to the newest version.</summary>
    /// <exception cref="UnknownMigrationsException">A schema was migrated by another version.</exception>
    public async Task<IReadOnlyList<MigrationStep>> MigrateAsync(Action<MigrationStep>? progress, CancellationToken ct)
    {
        await using var held = await OwnerLock.TakeAsync(ownerConnectionString, clock, ct);
        var steps = new List<MigrationStep>();
        await UpAsync(OpenControl(), Control, steps, progress, ct);
        foreach (var schema in await TenantSchemasAsync(ct))
        {
            await UpAsync(OpenTenant(schema), schema, steps, progress, ct);
        }

        return steps;
    }

    /// <summary>
    /// Makes a tenant's row and schema and migrates that schema alone; a tenant that is there is brought to the newest version and stays as
    /// it is otherwise. What is asked of the database does not grow with the number of other tenants.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tenant has another schema, or the schema is another tenant's.</exception>
    public async Task<IReadOnlyList<MigrationStep>> AddTenantAsync(
        Guid entraTenantId, string name, string schema, Action<MigrationStep>? progress, CancellationToken ct)
    {
        await using var held = await OwnerLock.TakeAsync(ownerConnectionString, clock, ct);
        var steps = new List<MigrationStep>();
        await UpAsync(OpenControl(), Control, steps, progress, ct);
        await RegisterAsync(entraTenantId, name, schema, ct);
        await UpAsync(OpenTenant(schema), schema, steps, progress, ct);
        return steps;
    }

    /// <summary>Undoes tenant migrations down to <paramref name="target"/> ("0" for none), newest first.</summary>
    /// <exception cref="InvalidOperationException">
    /// A table that would go still holds rows and <paramref name="dropData"/> was not said.
    /// </exception>
    public async Task<IReadOnlyList<MigrationStep>> RollbackAsync(
        string? target, bool dropData, Action<MigrationStep>? progress, CancellationToken ct)
    {
        await using var held = await OwnerLock.TakeAsync(ownerConnectionString, clock, ct);
        var steps = new List<MigrationStep>();
        foreach (var schema in await TenantSchemasAsync(ct))
        {
            await using var tenant = OpenTenant(schema);
            var applied = await KnownOfAsync(tenant, schema, ct);
            var to = target ?? (applied.Count > 1 ? applied[^2] : Migration.InitialDatabase);
            if (!dropData)
            {
                await RefuseToLoseRowsAsync(
                    tenant, schema, applied.Where(id => to == Migration.InitialDatabase || string.CompareOrdinal(id, to) > 0), ct);
            }

            await tenant.GetService<IMigrator>().MigrateAsync(to, ct);
            foreach (var id in applied.Except(await tenant.Database.GetAppliedMigrationsAsync(ct)).Reverse())
            {
                Tell(new MigrationStep(schema, id, "rolled back"), steps, progress);
            }
        }

        return steps;
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

    public CrmDbContext OpenTenant(string schema) => new(Options<CrmDbContext>(schema, TransactionRights.SearchPath(schema)));

    private ControlDbContext OpenControl() => new(Options<ControlDbContext>(Control, searchPath: null));

    private DbContextOptions<T> Options<T>(string schema, string? searchPath)
        where T : DbContext => new DbContextOptionsBuilder<T>()
            .UseNpgsql(
                OwnerDataSource.CreateConnection(ownerConnectionString, searchPath), contextOwnsConnection: true,
                npgsql => npgsql.MigrationsHistoryTable("schema_migrations", schema).CommandTimeout(0))

            // There is no snapshot to compare with: migrations are written by hand and a test proves them equal to the model.
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;

    /// <summary>
    /// One connection for all of a schema's migrations. The application's grants come after them, also when nothing was pending: a run that
    /// was killed in between is finished by the next.
    /// </summary>
    private async Task UpAsync(
        DbContext opened, string schema, List<MigrationStep> steps, Action<MigrationStep>? progress, CancellationToken ct)
    {
        await using var context = opened;
        Check(context);
        await context.Database.OpenConnectionAsync(ct);
        var applied = await KnownOfAsync(context, schema, ct);
        await context.Database.ExecuteSqlRawAsync(DropInvalidIndexes(schema), ct);
        foreach (var id in context.Database.GetMigrations().Except(applied))
        {
            await context.GetService<IMigrator>().MigrateAsync(id, ct);
            Tell(new MigrationStep(schema, id, "applied"), steps, progress);
        }

        if (schema != Control)
        {
            await context.Database.ExecuteSqlRawAsync(GrantToApplication(schema), ct);
        }
    }

    /// <summary>What a schema's history says was applied, oldest first.</summary>
    /// <exception cref="UnknownMigrationsException">It says something that this version does not know.</exception>
    private static async Task<IReadOnlyList<string>> KnownOfAsync(DbContext context, string schema, CancellationToken ct)
    {
        var applied = (await context.Database.GetAppliedMigrationsAsync(ct)).ToList();
        var unknown = UnknownMigrationsException.Of(schema, applied, [.. context.Database.GetMigrations()]);
        return unknown is null ? applied : throw unknown;
    }

    /// <summary>Once for each kind of schema: the scripts of the second tenant are those of the first.</summary>
    private void Check(DbContext context)
    {
        if (!guarded.Add(context.GetType()))
        {
            return;
        }

        var assembly = context.GetService<IMigrationsAssembly>();
        foreach (var (id, type) in assembly.Migrations)
        {
            MigrationGuard.Check(id, assembly.CreateMigration(type, context.Database.ProviderName!));
        }
    }

    private async Task RegisterAsync(Guid entraTenantId, string name, string schema, CancellationToken ct)
    {
        await using var connection = OwnerDataSource.CreateConnection(ownerConnectionString);
        await connection.OpenAsync(ct);
        await using var insert = new NpgsqlCommand(
            "insert into crm_control.tenants (id, entra_tenant_id, name, schema_name) values ($1, $2, $3, $4) on conflict do nothing",
            connection)
        {
            Parameters =
            {
                new() { Value = Guid.CreateVersion7(clock.GetUtcNow()) },
                new() { Value = entraTenantId },
                new() { Value = name },
                new() { Value = schema },
            },
        };
        if (await insert.ExecuteNonQueryAsync(ct) == 0)
        {
            await RefuseMixUpAsync(connection, entraTenantId, schema, ct);
        }

        await using var create = new NpgsqlCommand($"create schema if not exists \"{schema}\"", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    private static async Task RefuseMixUpAsync(NpgsqlConnection connection, Guid entraTenantId, string schema, CancellationToken ct)
    {
        await using var taken = new NpgsqlCommand(
            """
            select entra_tenant_id, schema_name from crm_control.tenants
            where (entra_tenant_id = $1 or schema_name = $2) and not (entra_tenant_id = $1 and schema_name = $2)
            """,
            connection)
        {
            Parameters = { new() { Value = entraTenantId }, new() { Value = schema } },
        };
        await using var rows = await taken.ExecuteReaderAsync(ct);
        if (await rows.ReadAsync(ct))
        {
            throw new InvalidOperationException(rows.GetGuid(0) == entraTenantId
                ? $"The tenant {entraTenantId} has the schema {rows.GetString(1)} already."
                : $"The schema {schema} is that of the tenant {rows.GetGuid(0)}.");
        }
    }

    private static void Tell(MigrationStep step, List<MigrationStep> steps, Action<MigrationStep>? progress)
    {
        steps.Add(step);
        progress?.Invoke(step);
    }

    private async Task<IReadOnlyList<string>> TenantSchemasAsync(CancellationToken ct)
    {
        await using var connection = OwnerDataSource.CreateConnection(ownerConnectionString);
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
    private static string GrantToApplication(string schema) =>
        $"""
        do $$ declare r text; begin
          foreach r in array array['viewer','own','read','manage','admin'] loop
            if to_regrole('{schema}_' || r) is not null
               and not exists (select 1 from pg_auth_members m where m.roleid = to_regrole('{schema}_' || r)
                 and m.member = to_regrole('crm_app')) then
              execute format('grant %I to crm_app', '{schema}_' || r);
            end if;
          end loop;
        end $$
        """;

    /// <summary>By way of the schema's own tables: a look through all indexes of the database would grow with its tenants.</summary>
    private static string DropInvalidIndexes(string schema) =>
        $"""
        do $$ declare i record; begin
          for i in select c.relname from pg_depend d join pg_index x on x.indrelid = d.objid join pg_class c on c.oid = x.indexrelid
                    where d.refclassid = 'pg_namespace'::regclass and d.refobjid = to_regnamespace('"{schema}"')
                      and d.classid = 'pg_class'::regclass and not x.indisvalid loop
            execute format('drop index %I.%I', '{schema}', i.relname);
          end loop;
        end $$
        """;

    private static async Task RefuseToLoseRowsAsync(CrmDbContext tenant, string schema, IEnumerable<string> undone, CancellationToken ct)
    {
        var lost = await LostRows.OfAsync(tenant, undone, ct);
        if (lost.Count > 0)
        {
            throw new InvalidOperationException(
                $"Rolling {schema} back would drop tables that hold rows: "
                + $"{string.Join(", ", lost.Take(5).Select(l => $"{l.Table} ({l.Rows})"))}. Say --drop-data if that is meant.");
        }
    }
}
