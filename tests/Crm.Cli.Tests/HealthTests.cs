namespace Crm.Cli.Tests;

/// <summary>What an administrator learns of a database on which somebody worked by hand.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData("select 1", null)]
    [InlineData("alter table deals disable row level security", "no row-level security on deals")]
    [InlineData("alter table activity_mailboxes disable row level security", "no row-level security on activity_mailboxes")]
    [InlineData("alter table record_history disable row level security", "no row-level security on record_history")]
    [InlineData("create table copies as select owner_id, title from deals", "no row-level security on copies")]
    [InlineData("create table notes (words text); grant select (words) on notes to SCHEMA_read", "no row-level security on notes")]
    [InlineData("alter table activities disable trigger activities_kept_upd", "switched off: activities.activities_kept_upd")]
    public async Task A_table_that_everybody_reads_is_named(string change, string? said)
    {
        var server = await TestServer.Shared;
        var database = await server.EmptyAsync();
        await CommandLine.RunAsync(CommandLine.On(server, database), "db", "seed");
        var schema = await ExecuteAsync(server, database, change);

        var health = await CommandLine.RunAsync(CommandLine.On(server, database), "db", "health");

        Assert.Equal(said is null ? ExitCode.Done : ExitCode.Failed, health.ExitCode);
        Assert.Contains(said is null ? "row-level security on every table of people's data" : $"{schema}: {said}",
            string.Join(' ', health.Output.Split()), StringComparison.Ordinal);
        await server.DropAsync(database);
    }

    /// <summary>The server of the tests is a good one: what it says of itself is put in front of it.</summary>
    [Theory]
    [InlineData("150008", "PostgreSQL 15.8 lets rows out to the wrong reader")]
    [InlineData("170005", "Update it to 17.6 or later")]
    [InlineData("170006", null)]
    public async Task A_server_that_lets_rows_out_is_no_healthy_one(string number, string? said)
    {
        var server = await TestServer.Shared;
        var database = await server.EmptyAsync();
        await CommandLine.RunAsync(CommandLine.On(server, database), "db", "seed");
        await ExecuteAsync(
            server, database,
            $"""
            create schema claims;
            create function claims.current_setting(what text) returns text language sql as $$
              select case what when 'server_version_num' then '{number}' else pg_catalog.current_setting(what) end $$;
            alter database {database} set search_path = claims, pg_catalog, public;
            """);

        var health = await CommandLine.RunAsync(CommandLine.On(server, database), "db", "health");

        Assert.Equal(said is null ? ExitCode.Done : ExitCode.Failed, health.ExitCode);
        Assert.Contains(said ?? "PostgreSQL", string.Join(' ', health.Output.Split()), StringComparison.Ordinal);
        await server.DropAsync(database);
    }

    private static async Task<string> ExecuteAsync(TestServer server, string database, string sql)
    {
        await using var connection = new NpgsqlConnection(server.Owner(database));
        await connection.OpenAsync();
        await using var which = new NpgsqlCommand("select schema_name from crm_control.tenants limit 1", connection);
        var schema = (string)(await which.ExecuteScalarAsync())!;
        await using var command = new NpgsqlCommand(
            $"set search_path to {schema}, crm_ext, public; {sql.Replace("SCHEMA", schema, StringComparison.Ordinal)}", connection);
        await command.ExecuteNonQueryAsync();
        return schema;
    }
}
