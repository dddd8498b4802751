using Crm.Benchmarks;

namespace Crm.Data.Tests;

/// <summary>The benchmark's short form, at a tenth of size S: that every question is answered, not how fast this machine is.</summary>
public sealed class BenchmarkTests : DatabaseTests
{
    /// <summary>Forty times the slowest target: only a question that walks the whole firm for every row takes longer.</summary>
    private const double FarTooLong = 8_000;

    private static readonly FirmSize Size = new("short", 1_000, 5_000, 5_000, 20_000);

    [Fact]
    public async Task Every_question_is_answered_for_every_role_and_the_result_reads_back()
    {
        await using var database = await BenchDatabase.OpenAsync(
            Server.Owner(Database), Server.Application(Database), Size, CancellationToken.None);
        var file = Path.Combine(Directory.CreateTempSubdirectory("crm-bench-").FullName, "result.json");

        var result = await BenchRun.RunAsync(
            database,
            new BenchOptions(Size, null, TimeSpan.FromSeconds(0.05), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(1), Least: 4), CancellationToken.None);
        await result.SaveAsync(file, CancellationToken.None);

        Assert.Equal(BenchRun.Questions.Count * 2, result.Classes.Count);
        Assert.All(result.Classes, c =>
        {
            Assert.True(c.Errors == 0, $"{c.Name} as {c.Role}: {c.FirstError}");
            Assert.True(c.Handler.Askings >= 4, $"{c.Name} as {c.Role} was asked {c.Handler.Askings} times.");
            Assert.True(c.Handler.P95 < FarTooLong, $"{c.Name} as {c.Role} took {c.Handler.P95} ms.");
        });
        Assert.Equal((0, 0), (result.Mix.Errors, result.Saturation.Errors));
        Assert.InRange(result.Mix.All.Askings, 100, 300); // about two seconds of a hundred
        Assert.InRange(result.Mix.First!.Askings, 50, 150); // and the second before them
        Assert.True(result.Saturation.HandlerPerSecond > 0 && result.Saturation.RawPerSecond > 0);
        Assert.All(result.Rates, r => Assert.True(r.RowsPerSecond > 0, $"{r.Name}: nothing was written."));
        var read = await BenchResult.ReadAsync(file, CancellationToken.None);
        Assert.Equal(
            result.Classes.Select(c => (c.Name, c.Role, c.Handler, c.Raw)), read!.Classes.Select(c => (c.Name, c.Role, c.Handler, c.Raw)));
        Assert.Equal(result.Mix.All, read.Mix.All);
    }

    /// <summary>
    /// With walking made dear: a question that still walks a large table has no index that its reader's policies let it use.
    /// </summary>
    [Fact]
    public async Task No_question_has_to_walk_a_large_table_under_row_level_security()
    {
        await using var database = await BenchDatabase.OpenAsync(
            Server.Owner(Database), Server.Application(Database), Size, CancellationToken.None);

        var faults = await PlanBook.ReadAsync(database, Server.Superuser(Database), expectIntended: false, CancellationToken.None);

        Assert.Empty(faults);
    }

    /// <summary>A ratio between two different questions would say nothing.</summary>
    [Fact]
    public async Task The_question_in_SQL_gives_the_rows_of_the_use_case()
    {
        await using var database = await BenchDatabase.OpenAsync(
            Server.Owner(Database), Server.Application(Database), Size, CancellationToken.None);

        var different = await BenchRun.CompareAsync(database, askings: 6, CancellationToken.None);

        Assert.Empty(different);
    }
}
