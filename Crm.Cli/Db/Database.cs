using Crm.Core.Routes;
using Crm.Data;
using Crm.Data.CustomFields;
using Crm.Data.Migrations;
using Microsoft.Extensions.Configuration;

namespace Crm.Cli.Db;

/// <summary>
/// The database that a command works on: the configured one, or the embedded server, started for the command when it does not run.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly EmbeddedPostgres? server;
    private readonly bool stops;

    private Database(string owner, string application, EmbeddedPostgres? server, bool stops)
    {
        Owner = owner;
        Application = application;
        this.server = server;
        this.stops = stops;
    }

    public string Owner { get; }

    public string Application { get; }

    public static string Folder(Workspace workspace) => Path.Combine(workspace.State, "postgres");

    public static async Task<Database> OpenAsync(Workspace workspace, CancellationToken ct)
    {
        var application = Environment.GetEnvironmentVariable("ConnectionStrings__Crm");
        var owner = Environment.GetEnvironmentVariable("ConnectionStrings__CrmOwner");
        if (application is not null || owner is not null)
        {
            return new Database(
                owner ?? throw new CliException(
                    "ConnectionStrings__CrmOwner is needed beside ConnectionStrings__Crm: migrations run as the owner of the tables."),
                application ?? throw new CliException(
                    "ConnectionStrings__Crm is needed beside ConnectionStrings__CrmOwner: the application's own role."),
                null, false);
        }

        var folder = RunningInstances.DatabaseFolder(workspace, Folder(workspace));
        var running = EmbeddedPostgres.IsRunning(workspace, folder);
        var port = EmbeddedPostgres.PortOf(workspace, folder)
            ?? (EmbeddedPostgres.IsTaken(Ports.Default.Postgres) ? 0 : Ports.Default.Postgres);
        var server = await Say.StepAsync("PostgreSQL", () => EmbeddedPostgres.StartAsync(workspace, folder, port, durable: true, ct));
        return new Database(server.Owner, server.Application, server, stops: !running);
    }

    public static Database Of(EmbeddedPostgres server) => new(server.Owner, server.Application, server, stops: false);

    public Migrator Migrator() => new(Owner, TimeProvider.System);

    public CustomFieldIndexes CustomFieldIndexes() => new(Owner, TimeProvider.System);

    /// <summary>The core on this database, for commands that work through use cases.</summary>
    public ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Crm", Application)]).Build();
        return new ServiceCollection().AddCrmCore().AddCrmData(configuration, isDevelopment: false).AddLogging().BuildServiceProvider();
    }

    /// <summary>What to do about a database that other migrations made: the embedded one alone is ours to delete, when asked.</summary>
    public CliException Explain(UnknownMigrationsException unknown) => new(
        unknown.IsNewer ? unknown.Message
        : server is null ? $"{unknown.Message} Make a new database with your own tools, then run 'crm db migrate'."
        : $"{unknown.Message} 'crm up --reset' deletes the embedded database with everything in it and makes a new one.",
        unknown);

    public async ValueTask DisposeAsync()
    {
        if (stops && server is not null)
        {
            await server.StopAsync();
        }
    }
}
