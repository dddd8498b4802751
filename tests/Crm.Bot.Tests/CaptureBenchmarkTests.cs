using Crm.Benchmarks.Capture;
using Crm.Demo.LargeFirm;
using Npgsql;

namespace Crm.Bot.Tests;

/// <summary>
/// The short form of `crm bench --capture`: that everything is captured, told and written again, and that nothing of it is left; not how
/// fast this machine is.
/// </summary>
[Collection(LargeFirmCollection.Name)]
public sealed class CaptureBenchmarkTests : DatabaseTests
{
    [Fact]
    public async Task A_mailbox_is_read_by_the_hosts_own_process_and_the_firm_is_left_as_it_was()
    {
        await using var database = await BenchDatabase.OpenAsync(
            Server.Owner(Database), Server.Application(Database), FirmSize.Tiny, CancellationToken.None);
        var build = typeof(CaptureBenchmarkTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

        var result = await CaptureBench.RunAsync(
            Workspace.Find(), database, new CaptureBenchOptions(300, 100, 1_000, 3, TimeSpan.FromSeconds(1), build),
            CancellationToken.None);

        Assert.Equal((300, 10), (result.Backfill.Whole.Items, result.Backfill.Parts.Count));
        Assert.Equal((100, 100, 1_000), (result.SmallLedger.Items, result.LargeLedger.Items, result.LargeLedger.From));
        Assert.Equal((100, 3, 3), (result.SameRows.Items, result.Beside.Askings, result.Idle.Askings));
        Assert.Equal((CaptureBenchOptions.PerSecond, 0), (result.Flood.Latency.Askings, result.Flood.Refused));
        Assert.InRange(result.Backfill.RequestsPerItem, 1, 2);
        await using var truth = NpgsqlDataSource.Create(Server.Owner(Database));
        await using var left = truth.CreateCommand(
            $"select (select count(*) from {FirmSize.Tiny.Schema}.capture_ledger) "
            + $"+ (select count(*) from {FirmSize.Tiny.Schema}.activities where source_key like '%@bench.example') "
            + "+ (select count(*) from crm_control.graph_subscriptions)");
        Assert.Equal(0L, await left.ExecuteScalarAsync());
    }
}
