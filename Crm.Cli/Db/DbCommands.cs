using Crm.Data.CustomFields;
using Crm.Data.Migrations;
using Crm.Demo;
using Crm.Demo.LargeFirm;

namespace Crm.Cli.Db;

/// <summary>./crm db …: every command says what it did.</summary>
public static class DbCommands
{
    public static Command Build()
    {
        var db = new Command("db", "Database work: migrate, rollback, indexes, seed, reset, health, tenants.");
        db.Subcommands.Add(Migrate());
        db.Subcommands.Add(Rollback());
        db.Subcommands.Add(Indexes());
        db.Subcommands.Add(Seed());
        db.Subcommands.Add(Reset());
        db.Subcommands.Add(Health());
        db.Subcommands.Add(Tenants());
        return db;
    }

    private static Command Migrate()
    {
        var command = new Command("migrate", "Brings the database to the newest version. A killed run is continued by the next.");
        command.SetAction((_, ct) => OnDatabaseAsync(
            async database =>
            {
                var steps = await database.Migrator().MigrateAsync(Tell, ct);
                Say.Done(steps.Count == 0 ? "The database is up to date." : $"{steps.Count} migrations applied.");
                await database.CustomFieldIndexes().ReconcileAsync(Tell, ct);
            },
            ct));
        return command;
    }

    private static Command Rollback()
    {
        var to = new Option<string?>("--to") { Description = "The migration to go back to (its id), or 0 for none. Without it: one step." };
        var dropData = new Option<bool>("--drop-data") { Description = "Allow the first migration's rollback although tables hold rows." };
        var command = new Command("rollback", "Undoes the newest migration, or back to --to.") { to, dropData };
        command.SetAction((parsed, ct) => OnDatabaseAsync(
            async database =>
            {
                var migrator = database.Migrator();
                var target = parsed.GetValue(to);
                if (target is not (null or "0"))
                {
                    target = migrator.Known().SingleOrDefault(id => id.EndsWith(target, StringComparison.OrdinalIgnoreCase))
                        ?? throw new CliException($"There is no migration '{target}'. There are: {string.Join(", ", migrator.Known())}.");
                }

                var steps = await migrator.RollbackAsync(target, parsed.GetValue(dropData), Tell, ct);
                Say.Done($"{steps.Count} migrations rolled back.");
            },
            ct));
        return command;
    }

    private static Command Indexes()
    {
        var command =
            new Command(
                "indexes",
                "Builds the indexes of filterable custom fields beside the running work, and drops those that nobody asks for any more.");
        command.SetAction((_, ct) => OnDatabaseAsync(
            async database =>
            {
                var steps = await database.CustomFieldIndexes().ReconcileAsync(Tell, ct);
                Say.Done(steps.Count == 0 ? "Every filterable custom field has its index." : $"{steps.Count} indexes looked after.");
            },
            ct));
        return command;
    }

    private static Command Seed()
    {
        var size = new Option<string>("--size")
        {
            Description =
                "demo: a firm of twelve with customers and deals. S, M, L: an invented firm of fifty with 10,000 to 200,000 companies, "
                + "in a tenant of its own.",
            DefaultValueFactory = _ => "demo",
        };
        size.AcceptOnlyFromAmong(["demo", .. FirmSize.All.Select(s => s.Name)]);
        var reset = new Option<bool>("--reset") { Description = "Delete what an invented firm (S, M, L) holds and seed it afresh." };
        var command = new Command("seed", "Fills the demo firm or an invented one. A firm that has companies stays as it is.")
            { size, reset };
        command.SetAction((parsed, ct) => OnDatabaseAsync(
            database => FirmSize.All.SingleOrDefault(s => s.Name == parsed.GetValue(size)) is { } large
                ? new LargeFirmWork(database.Owner).SeedAsync(large, parsed.GetValue(reset), ct)
                : parsed.GetValue(reset)
                ? throw new CliException("--reset is for the sizes S, M and L. The demo firm goes with 'crm db reset --yes'.")
                : SayDemoAsync(database, ct),
            ct));
        return command;
    }

    private static async Task SayDemoAsync(Database database, CancellationToken ct)
    {
        var counts = await SeedAsync(database, ct);
        Say.Done(counts is null
            ? "The demo firm is there already; nothing was changed."
            : $"Seeded {counts.Users} users, {counts.Companies} companies, "
            + $"{counts.Contacts} contacts, {counts.Deals} deals, {counts.Activities} activities.");
    }

    /// <summary>The demo tenant, its schema, its data.</summary>
    /// <exception cref="UnknownMigrationsException">The database was made by another version.</exception>
    public static async Task<SeedCounts?> SeedAsync(Database database, CancellationToken ct)
    {
        var firm = DemoFirm.Read();
        var migrator = database.Migrator();
        await migrator.MigrateAsync(null, ct);
        await migrator.AddTenantAsync(firm.TenantId, firm.Name, firm.Schema, null, ct);
        await using var services = database.Services();
        return await ActivatorUtilities.CreateInstance<DemoSeed>(services).RunAsync(firm, ct);
    }

    private static Command Reset()
    {
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new Command("reset", "Deletes the embedded server's data. A configured database is never reset.") { yes };
        command.SetAction(async (parsed, ct) =>
        {
            if (Environment.GetEnvironmentVariable("ConnectionStrings__CrmOwner") is not null)
            {
                throw new CliException(
                    "A configured database is not reset from here. Drop and create it with your own tools, then run 'crm db migrate'.");
            }

            if (!parsed.GetValue(yes))
            {
                throw new CliException("This deletes everything in the embedded database. Say --yes if that is meant.");
            }

            var workspace = Workspace.Find();
            await Postgres.EmbeddedPostgres.ResetAsync(workspace, Database.Folder(workspace), ct);
            Say.Done("The embedded database is gone. 'crm up' makes a new one.");
        });
        return command;
    }

    private static Command Health()
    {
        var command = new Command("health", "Looks at the database: version, migrations, indexes, rights. Fails when something is wrong.");
        command.SetAction((_, ct) => OnDatabaseAsync(database => new DatabaseHealth(database).RunAsync(ct), ct));
        return command;
    }

    private static Command Tenants()
    {
        var tenant = new Option<Guid?>("--tenant") { Description = "The Entra tenant id to add or to change." };
        var name = new Option<string?>("--name") { Description = "Name of a tenant to add." };
        var schema = new Option<string?>("--schema") { Description = "Schema of a tenant to add, such as t_contoso." };
        var visibility = new Option<string?>("--visibility")
            { Description = "own: a USER sees own rows; everyone: a USER reads all rows." };
        visibility.AcceptOnlyFromAmong("own", "everyone");
        var currency = new Option<string?>("--currency") { Description = "The currency of new deals that name none, such as EUR." };
        var country = new Option<string?>("--country")
            { Description = "Whose phone numbers those without a country code are, such as SE." };
        var command =
            new Command(
                "tenants",
                "Lists tenants; adds one with --tenant, --name and --schema and migrates it alone; changes --visibility, --currency, "
                + "--country.")
        {
            tenant, name, schema, visibility, currency, country,
        };
        command.SetAction((parsed, ct) => OnDatabaseAsync(
            async database =>
            {
                var work = new TenantWork(database);
                var changed = parsed.GetValue(tenant);
                if (changed is { } id)
                {
                    await work.ChangeAsync(
                        id, new TenantChange(parsed.GetValue(name), parsed.GetValue(schema), parsed.GetValue(visibility),
                            parsed.GetValue(currency), parsed.GetValue(country)), ct);
                }

                await work.ListAsync(changed, ct);
            },
            ct));
        return command;
    }

    private static async Task OnDatabaseAsync(Func<Database, Task> work, CancellationToken ct)
    {
        await using var database = await Database.OpenAsync(Workspace.Find(), ct);
        try
        {
            await work(database);
        }
        catch (NpgsqlException refused)
        {
            throw new CliException($"The database answered: {refused.Message}", refused);
        }
        catch (UnknownMigrationsException unknown)
        {
            throw database.Explain(unknown);
        }
        catch (InvalidOperationException refused)
        {
            throw new CliException(refused.Message, refused);
        }
    }

    private static void Tell(IndexStep step)
    {
        if (step.Outcome is IndexOutcome.Failed)
        {
            Say.Warn($"{step.Schema}: no index for {step.Field}: {step.Why}");
        }
        else
        {
            Say.Done($"{step.Schema}: index of {step.Field} {step.Outcome.ToString().ToLowerInvariant()}");
        }
    }

    private static void Tell(MigrationStep step) => Say.Done($"{step.Schema}: {step.Id} {step.What}");
}
