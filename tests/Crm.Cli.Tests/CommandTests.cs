namespace Crm.Cli.Tests;

/// <summary>A test of the command as a person runs it: on a database of its own that `db seed` made, with files in a folder.</summary>
public abstract class CommandTests : IAsyncLifetime
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("crm-command-").FullName;

    protected TestServer Server { get; private set; } = null!;

    protected string Database { get; private set; } = "";

    protected Dictionary<string, string?> Settings => CommandLine.On(Server, Database);

    public async Task InitializeAsync()
    {
        Server = await TestServer.Shared;
        Database = await Server.EmptyAsync();
        await CommandLine.RunAsync(Settings, "db", "seed");
    }

    public async Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        await Server.DropAsync(Database);
    }

    /// <summary>How many rows there really are.</summary>
    protected async Task<long> CountAsync(string what)
    {
        await using var source =
            NpgsqlDataSource.Create(Server.Owner(Database) + ";Search Path=t_contoso;Pooling=false;Command Timeout=0");
        await using var command = source.CreateCommand($"select count(*) from {what}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
