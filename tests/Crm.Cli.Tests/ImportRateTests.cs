using NpgsqlTypes;

namespace Crm.Cli.Tests;

/// <summary>
/// An import beside the bare COPY of the same rows, and the memory it takes. A small run each time; CRM_LONG=1 makes it a million rows,
/// whose figures stand in docs/import.md.
/// </summary>
public sealed class ImportRateTests(ITestOutputHelper output)
{
    /// <summary>A .NET process with Npgsql and EF Core loaded; it must not grow with the file.</summary>
    private const long MostMegabytes = 400;

    private static readonly int Rows = Environment.GetEnvironmentVariable("CRM_LONG") == "1" ? 1_000_000 : 10_000;

    [Fact]
    public async Task Memory_is_flat_and_the_rate_stands_beside_bare_copy()
    {
        var server = await TestServer.Shared;
        var database = await server.EmptyAsync();
        var settings = CommandLine.On(server, database);
        await CommandLine.RunAsync(settings, "db", "seed");
        var file = Path.Combine(Path.GetTempPath(), $"crm-rate-{Environment.ProcessId}.csv");
        await using (var text = new StreamWriter(file))
        {
            await text.WriteLineAsync("First name,Last name,Email,Phone,Job title,City,Country");
            for (var i = 0; i < Rows; i++)
            {
                await text.WriteLineAsync(string.Join(',', Cells(i)));
            }
        }

        var first = await CommandLine.MeasureAsync(settings, "import", file, "--as", "contacts", "--owner", "alexw@contoso.example");
        Assert.True(first.ExitCode == ExitCode.Done, first.Error);
        var again = await CommandLine.MeasureAsync(settings, "import", file, "--as", "contacts", "--owner", "alexw@contoso.example");
        Assert.True(again.ExitCode == ExitCode.Done, again.Error);
        await using var source = NpgsqlDataSource.Create(server.Owner(database) + ";Search Path=\"t_contoso, crm_ext\";Command Timeout=0");
        var bare = await CopyAsync(source, "create table twin (like contacts including defaults including generated)");
        await ExecuteAsync(source, "drop table twin");
        var indexed = await CopyAsync(source, "create table twin (like contacts including all)");

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Rows:N0} rows: import {Rows / first.Took.TotalSeconds:N0}/s, again {Rows / again.Took.TotalSeconds:N0}/s, "
                    + $"COPY {Rows / bare:N0}/s, COPY with the indexes {Rows / indexed:N0}/s, "
                    + $"peak {first.Peak} MB (by quarters of the run {first.Quarters}), again {again.Peak} MB"));
        Assert.InRange(first.Peak, 1, MostMegabytes);
        Assert.InRange(again.Peak, 1, MostMegabytes);
        Assert.Equal(Rows, (long)(await ScalarAsync(source, "select count(*) from contacts where email like 'p%@rate.example'"))!);
        File.Delete(file);
        await source.DisposeAsync();
        await server.DropAsync(database);
    }

    private static string[] Cells(int i) =>
        [$"First{i % 997}", $"Last{i % 49999}", $"p{i}@rate.example", $"+46 8 {i}", $"Buyer {i % 40}", "Oslo", "NO"];

    private static async Task<double> CopyAsync(NpgsqlDataSource source, string create)
    {
        await ExecuteAsync(source, create);
        var owner = (Guid)(await ScalarAsync(source, "select id from users where email = 'alexw@contoso.example'"))!;
        await using var connection = await source.OpenConnectionAsync();
        var clock = Stopwatch.StartNew();
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy twin (id, owner_id, first_name, last_name, email, phone, job_title, city, country) from stdin (format binary)");
        for (var i = 0; i < Rows; i++)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), NpgsqlDbType.Uuid);
            await copy.WriteAsync(owner, NpgsqlDbType.Uuid);
            foreach (var cell in Cells(i))
            {
                await copy.WriteAsync(cell, NpgsqlDbType.Text);
            }
        }

        await copy.CompleteAsync();
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static Task<object?> ExecuteAsync(NpgsqlDataSource source, string sql) => ScalarAsync(source, sql);
}
