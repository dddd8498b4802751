using Crm.Cli.Postgres;
using Crm.Cli.Testing;
using Crm.Data.Migrations;

namespace Crm.Testing;

/// <summary>
/// A throw-away PostgreSQL of the same kind as `crm up` starts, never the developer's data: one server a test process (or the one that
/// `crm test` started for all), one database a world, cloned from a migrated template.
/// </summary>
public sealed class TestServer
{
    /// <summary>Set by `crm test`: port of the server it started.</summary>
    public const string PortVariable = "CRM_TEST_POSTGRES_PORT";

    private const string Template = "crm_template";
    private const long TemplateLock = 0x43524D54454D504C;

    private static readonly Lazy<Task<TestServer>> One = new(StartAsync);
    private int databases;

    private TestServer(int port) => Port = port;

    public int Port { get; }

    public static Task<TestServer> Shared => One.Value;

    public string Superuser(string database = "postgres") => Connection(database, "postgres");

    public string Owner(string database) => Connection(database, "crm_owner");

    public string Application(string database) => Connection(database, "crm_app");

    /// <summary>A fresh database: two migrated tenants with a pipeline each, nothing else.</summary>
    public async Task<string> CloneAsync()
    {
        var name = $"crm_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        await using var server = new NpgsqlConnection(Superuser());
        await server.OpenAsync();
        // Copying files takes half of what copying blocks through the log does.
        await using var clone = new NpgsqlCommand(
            $"create database {name} template {Template} owner crm_owner strategy file_copy", server);
        await clone.ExecuteNonQueryAsync();
        return name;
    }

    /// <summary>An empty database, for the migrations' own tests.</summary>
    public async Task<string> EmptyAsync()
    {
        var name = $"crm_empty_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        await using var server = new NpgsqlConnection(Superuser());
        await server.OpenAsync();
        await DatabaseBootstrap.DatabaseAsync(server, name, CancellationToken.None);
        return name;
    }

    public async Task DropAsync(string database)
    {
        await using var server = new NpgsqlConnection(Superuser());
        await server.OpenAsync();
        await using var drop = new NpgsqlCommand($"drop database if exists {database} with (force)", server);
        await drop.ExecuteNonQueryAsync();
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = int.TryParse(Environment.GetEnvironmentVariable(PortVariable), out var port) ? new TestServer(port) : await OwnAsync();
        await server.MakeTemplateAsync();
        return server;
    }

    private static async Task<TestServer> OwnAsync()
    {
        var workspace = Workspace.Find();
        await SweepAsync(workspace);
        var folder = ThrowAwayFolder.Of(workspace, Environment.ProcessId);
        var postgres = await EmbeddedPostgres.StartAsync(workspace, folder, 0, durable: false, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EmbeddedPostgres.ResetAsync(workspace, folder, CancellationToken.None).GetAwaiter()
            .GetResult();
        return new TestServer(postgres.Port);
    }

    /// <summary>A test process that was killed leaves its server behind; the next one takes it away.</summary>
    private static async Task SweepAsync(Workspace workspace)
    {
        Directory.CreateDirectory(workspace.Dot);
        foreach (var (folder, _) in ThrowAwayFolder.All(workspace).Where(f => !IsAlive(f.ProcessId)).ToList())
        {
            try
            {
                await EmbeddedPostgres.ResetAsync(workspace, folder, CancellationToken.None);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // Another test process that starts now takes it away.
            }
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string Connection(string database, string role) =>
        $"Host=localhost;Port={Port};Database={database};Username={role};Password={role};Include Error Detail=true;Maximum Pool Size=60";

    /// <summary>Under a lock: test processes that share a server must not make the template twice.</summary>
    private async Task MakeTemplateAsync()
    {
        await using var server = new NpgsqlConnection(Superuser());
        await server.OpenAsync();
        await ExecuteAsync(server, $"select pg_advisory_lock({TemplateLock})");
        await using var there = new NpgsqlCommand(
            $"select count(*) from pg_database where datname = '{Template}' and datistemplate", server);
        if ((long)(await there.ExecuteScalarAsync())! == 0)
        {
            await ExecuteAsync(server, $"drop database if exists {Template} with (force)");
            await DatabaseBootstrap.DatabaseAsync(server, Template, CancellationToken.None);
            await FillTemplateAsync();
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(server, $"alter database {Template} is_template true");
        }

        await ExecuteAsync(server, $"select pg_advisory_unlock({TemplateLock})");
    }

    private async Task FillTemplateAsync()
    {
        await AddTenantAsync(Template, World.Contoso, "Contoso");
        await using var owner = new NpgsqlConnection(Owner(Template));
        await owner.OpenAsync();
        await ExecuteAsync(owner, "vacuum full"); // every test copies what migrations leave of dead rows
    }

    internal async Task AddTenantAsync(string database, Guid entraTenantId, string name)
    {
        var (migrator, schema) = (new Migrator(Owner(database), TimeProvider.System), $"t_{name.ToLowerInvariant()}");
        await migrator.AddTenantAsync(entraTenantId, name, schema, null, CancellationToken.None);
        await migrator.StartPipelineAsync(schema, CancellationToken.None);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
