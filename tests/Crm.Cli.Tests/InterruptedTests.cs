using Crm.Demo;

namespace Crm.Cli.Tests;

/// <summary>What a killed command leaves, the next run continues or repairs.</summary>
public sealed class InterruptedTests
{
    [Theory]
    [InlineData(700)]
    [InlineData(1100)]
    [InlineData(1500)]
    [InlineData(2100)]
    public async Task A_seed_that_was_killed_is_done_whole_by_the_next_run(int milliseconds)
    {
        var server = await TestServer.Shared;
        var database = await server.EmptyAsync();
        var settings = CommandLine.On(server, database);

        await CommandLine.KillAfterAsync(TimeSpan.FromMilliseconds(milliseconds), settings, "db", "seed");
        var run = await CommandLine.RunAsync(settings, "db", "seed");
        var again = await CommandLine.RunAsync(settings, "db", "seed");
        var health = await CommandLine.RunAsync(settings, "db", "health");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("nothing was changed", again.Output);
        Assert.Equal(ExitCode.Done, health.ExitCode);
        Assert.Equal(DemoFirm.Read().Users.Count, await CountAsync(server, database, "users"));
        Assert.Equal(6, await CountAsync(server, database, "pipeline_stages"));
        Assert.Equal(await CountAsync(server, database, "contacts"), await CountAsync(server, database, "contact_addresses"));
        await server.DropAsync(database);
    }

    [Fact]
    public async Task Rollback_goes_a_step_back_and_migrate_forward_again()
    {
        var server = await TestServer.Shared;
        var database = await server.EmptyAsync();
        var settings = CommandLine.On(server, database);
        await CommandLine.RunAsync(settings, "db", "seed");

        var back = await CommandLine.RunAsync(settings, "db", "rollback");
        var unwell = await CommandLine.RunAsync(settings, "db", "health");
        var forward = await CommandLine.RunAsync(settings, "db", "migrate");
        var unknown = await CommandLine.RunAsync(settings, "db", "rollback", "--to", "Nothing");

        Assert.Contains("1 migrations rolled back", back.Output);
        Assert.Equal(ExitCode.Failed, unwell.ExitCode);
        Assert.Contains("Run 'crm db migrate'", unwell.Output);
        Assert.Contains("1 migrations applied", forward.Output);
        Assert.Contains("There is no migration 'Nothing'", unknown.Error);
        await server.DropAsync(database);
    }

    [Fact]
    public async Task A_tenant_is_added_and_shown_with_what_its_users_see()
    {
        var server = await TestServer.Shared;
        var database = await server.EmptyAsync();
        var settings = CommandLine.On(server, database);
        await CommandLine.RunAsync(settings, "db", "migrate");

        var added = await CommandLine.RunAsync(settings, "db", "tenants", "--tenant", "99999999-9999-4999-8999-999999999999", "--name",
            "Fabrikam", "--schema", "t_fabrikam", "--visibility", "everyone");
        var wrong = await CommandLine.RunAsync(settings, "db", "tenants", "--tenant", "99999999-9999-4999-8999-999999999998", "--name", "X",
            "--schema", "public; drop table x");

        Assert.Equal(ExitCode.Done, added.ExitCode);
        Assert.Contains("all rows", added.Output);
        string[] fabrikam = ["db", "tenants", "--tenant", "99999999-9999-4999-8999-999999999999"];
        var told = await CommandLine.RunAsync(settings, [.. fabrikam, "--currency", "sek", "--country", "se"]);
        Assert.Contains("are numbers of SE", told.Output);
        Assert.Contains("are in SEK", told.Output);
        Assert.Contains("'Sweden' is not a country", (await CommandLine.RunAsync(settings, [.. fabrikam, "--country", "Sweden"])).Error);
        Assert.Contains("'ABC' is not a currency", (await CommandLine.RunAsync(settings, [.. fabrikam, "--currency", "ABC"])).Error);
        Assert.Equal(ExitCode.Failed, wrong.ExitCode);
        Assert.Contains("cannot be a schema", wrong.Error);
        await server.DropAsync(database);
    }

    private static async Task<long> CountAsync(TestServer server, string database, string table)
    {
        await using var source = NpgsqlDataSource.Create(server.Owner(database) + ";Search Path=t_contoso;Pooling=false");
        await using var command = source.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
