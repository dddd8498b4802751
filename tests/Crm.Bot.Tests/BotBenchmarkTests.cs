using Crm.Benchmarks.Bot;
using Crm.Demo.LargeFirm;
using Npgsql;

namespace Crm.Bot.Tests;

/// <summary>
/// The short form of `crm bench --bot`: that every turn is answered by the real host and that it stays small, not how fast this machine is.
/// </summary>
[Collection(LargeFirmCollection.Name)]
public sealed class BotBenchmarkTests : DatabaseTests
{
    /// <summary>
    /// Forty times the target; a machine that builds and tests beside it is slow, a turn that walks the whole firm is slower.
    /// </summary>
    private const double FarTooLong = 4_000;

    /// <summary>
    /// MiB; the target of 250 is for the Release build. Before compiled queries and the young generation had limits it was 360 after a
    /// minute.
    /// </summary>
    private const double FarTooLarge = 300;

    [Fact]
    public async Task The_hosts_own_process_answers_twenty_conversations_in_memory_that_stays_small()
    {
        await using var database = await BenchDatabase.OpenAsync(
            Server.Owner(Database), Server.Application(Database), FirmSize.Tiny, CancellationToken.None);
        var file = Path.Combine(Directory.CreateTempSubdirectory("crm-bench-").FullName, "bot.json");
        var build = typeof(BotBenchmarkTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

        var result = await BotBench.RunAsync(
            Workspace.Find(), database,
            new BotBenchOptions(build, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)), CancellationToken.None);
        await result.SaveAsync(file, CancellationToken.None);

        Assert.All([result.Chats, result.Saturated, result.Echo],
            load => Assert.Equal((null, 0, 20), (load.FirstError, load.Errors, load.Conversations)));
        Assert.Equal([BotTurn.List, BotTurn.Press, BotTurn.Find, BotTurn.Search, BotTurn.Form, BotTurn.Submit],
            result.Chats.Turns.Select(t => t.Turn));
        Assert.All([.. result.Chats.Turns, .. result.Saturated.Turns],
            t => Assert.True(t.Latency.Askings >= 20 && t.Latency.P95 < FarTooLong, $"{t.Turn}: {t.Latency}"));
        Assert.InRange(result.Memory.Peak, 20, FarTooLarge);
        Assert.True(result.Ratio > 0);
        var read = await BotResult.ReadAsync(file, CancellationToken.None);
        Assert.Equal((result.Ratio, result.Memory, result.Chats.Turns[0]), (read!.Ratio, read.Memory, read.Chats.Turns[0]));
        await using var truth = NpgsqlDataSource.Create(Server.Owner(Database));
        await using var left = truth.CreateCommand(
            $"select count(*) from {FirmSize.Tiny.Schema}.deals where title = 'Benchmarked' and not is_deleted");
        Assert.Equal(0L, await left.ExecuteScalarAsync());
    }
}
