using Crm.Data.Migrations;

namespace Crm.Cli.Tests;

/// <summary>A database that migrations of another version made is refused in one line that says what to do, and left as it is.</summary>
public sealed class OtherMigrationsTests
{
    private const string Gone = "20261122000100_Control";

    [Theory]
    [InlineData("db", "migrate")]
    [InlineData("db", "seed")]
    [InlineData("db", "tenants", "--tenant", "99999999-9999-4999-8999-999999999999", "--name", "Fabrikam", "--schema", "t_fabrikam")]
    public async Task A_configured_database_is_its_administrators_to_make_anew(params string[] command)
    {
        var server = await TestServer.Shared;
        var database = await server.EmptyAsync();
        await MadeByAsync(server.Owner(database), Gone);

        var run = await CommandLine.RunAsync(CommandLine.On(server, database), command);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Equal(
            $"crm_control was made by migrations that are gone: {Gone}. They were folded into one baseline before the first release, and "
            + "their databases are not carried over. Make a new database with your own tools, then run 'crm db migrate'.",
            run.Error.Trim());
        Assert.Equal(1, await TablesAsync(server.Owner(database)));
        await server.DropAsync(database);
    }

    [Fact]
    public async Task Health_says_so_too()
    {
        var server = await TestServer.Shared;
        var database = await server.CloneAsync();
        await MadeByAsync(server.Owner(database), Gone, "t_contoso");

        var run = await CommandLine.RunAsync(CommandLine.On(server, database), "db", "health");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("t_contoso was made by migrations that are gone", string.Join(' ', run.Output.Split()), StringComparison.Ordinal);
        await server.DropAsync(database);
    }

    /// <summary>`crm up` deletes nothing by itself: what a developer keeps in its database is not known to it.</summary>
    [Fact]
    public async Task The_embedded_database_is_made_anew_when_somebody_says_so()
    {
        var (workspace, folder) = (Workspace.Find(), Path.Combine(Path.GetTempPath(), $"crm-gone-{Environment.ProcessId}"));
        var server = await EmbeddedPostgres.StartAsync(workspace, folder, port: 0, durable: false, CancellationToken.None);
        try
        {
            await MadeByAsync(server.Owner, Gone);
            await using var database = Database.Of(server);
            var refused = await Assert.ThrowsAsync<UnknownMigrationsException>(
                () => DbCommands.SeedAsync(database, CancellationToken.None));

            Assert.EndsWith(
                "'crm up --reset' deletes the embedded database with everything in it and makes a new one.",
                database.Explain(refused).Message, StringComparison.Ordinal);
            Assert.Equal(1, await TablesAsync(server.Owner));
        }
        finally
        {
            await EmbeddedPostgres.ResetAsync(workspace, folder, CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_newer_versions_database_wants_the_newer_version()
    {
        var server = await TestServer.Shared;
        var database = await server.CloneAsync();
        await MadeByAsync(server.Owner(database), "20990101000000_Later", "t_contoso");

        var run = await CommandLine.RunAsync(CommandLine.On(server, database), "db", "migrate");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.EndsWith("this one does not know 20990101000000_Later. Run the newer one.", run.Error.Trim(), StringComparison.Ordinal);
        await server.DropAsync(database);
    }

    private static async Task MadeByAsync(string owner, string id, string schema = "crm_control")
    {
        await using var source = NpgsqlDataSource.Create(owner + ";Pooling=false");
        await using var history = source.CreateCommand(
            $"""
            create schema if not exists {schema};
            create table if not exists {schema}.schema_migrations (
              "MigrationId" varchar(150) primary key, "ProductVersion" varchar(32) not null);
            insert into {schema}.schema_migrations values ('{id}', '10.0.0');
            """);
        await history.ExecuteNonQueryAsync();
    }

    private static async Task<long> TablesAsync(string owner)
    {
        await using var source = NpgsqlDataSource.Create(owner + ";Pooling=false");
        await using var count = source.CreateCommand(
            "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
