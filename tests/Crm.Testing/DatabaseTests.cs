namespace Crm.Testing;

/// <summary>A test with a migrated database of its own, and nobody in it.</summary>
public abstract class DatabaseTests : IAsyncLifetime
{
    protected TestServer Server { get; private set; } = null!;

    protected string Database { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Server = await TestServer.Shared;
        Database = await Server.CloneAsync();
        await ArrangeAsync();
    }

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Server.DropAsync(Database);
    }

    protected virtual Task ArrangeAsync() => Task.CompletedTask;
}
