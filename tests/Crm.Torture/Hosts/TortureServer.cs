using Crm.Cli.Postgres;

namespace Crm.Torture.Hosts;

/// <summary>
/// The throw-away PostgreSQL of a run. It is crashed while hosts write, so that a commit that was answered must be in its log; only the
/// machine itself may not fail.
/// </summary>
internal sealed class TortureServer : IAsyncDisposable
{
    private const string Template = "crm";

    private static readonly string[] Settings =
    [
        "shared_buffers=256MB", "fsync=off", "full_page_writes=off", "synchronous_commit=on", "jit=off",
        "max_parallel_workers_per_gather=0",
    ];

    private readonly Workspace workspace;
    private readonly string folder;
    private EmbeddedPostgres server;

    private TortureServer(Workspace workspace, string folder, EmbeddedPostgres server)
    {
        this.workspace = workspace;
        this.folder = folder;
        this.server = server;
    }

    public string Owner => server.Owner;

    public string Application => server.Application;

    public static async Task<TortureServer> StartAsync(Workspace workspace, CancellationToken ct)
    {
        var folder = Path.Combine(workspace.State, $"torture-{Environment.ProcessId}");
        return new TortureServer(workspace, folder, await EmbeddedPostgres.StartAsync(workspace, folder, 0, Settings, ct));
    }

    /// <summary>A copy of the migrated and filled database.</summary>
    public async Task<SeedDatabase> CopyAsync(string name, CancellationToken ct)
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync($"drop database if exists {name} with (force)", ct);
        await RunAsync($"create database {name} template {Template} owner crm_owner", ct);
        return new SeedDatabase(Of(server.Owner, name), Of(server.Application, name));
    }

    public Task DropAsync(string name) => RunAsync($"drop database if exists {name} with (force)", CancellationToken.None);

    /// <summary>Cuts every connection in the middle of what it does, and recovers.</summary>
    public async Task CrashAsync(CancellationToken ct)
    {
        await server.CrashAsync();
        NpgsqlConnection.ClearAllPools();
        server = await EmbeddedPostgres.StartAsync(workspace, folder, server.Port, Settings, ct);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await EmbeddedPostgres.ResetAsync(workspace, folder, CancellationToken.None);
    }

    private static string Of(string connection, string database) =>
        new NpgsqlConnectionStringBuilder(connection) { Database = database }.ConnectionString;

    private async Task RunAsync(string sql, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(server.Superuser);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>Connection strings of one seed's database.</summary>
internal sealed record SeedDatabase(string Owner, string Application);
