using Crm.Simulators.Control;
using Crm.Torture.Hosts;

namespace Crm.Torture;

/// <summary>
/// One seed: a database, a stand-in, hosts; everything goes wrong while the scenario plays; then quiet, and the comparison.
/// </summary>
internal sealed class SeedRun(Workspace workspace, TortureServer server, TortureOptions options, int seed)
{
    private const int StormSeconds = 10;

    private static readonly TimeSpan FirstStorm = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan FirstPatience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <summary>A fifth of the notifications each is lost, doubled, out of order and late.</summary>
    private static readonly ChaosRates Rates = new(
        Throttled: 0.03, Failed: 0.03, Refused: 0.01, Cut: 0.02, Forgotten: 0.03, Lost: 0.2, Doubled: 0.2, Reordered: 0.2, Late: 0.2);

    /// <summary>Graph is all but away for a moment.</summary>
    private static readonly ChaosRates Storm = Rates with { Throttled = 0.1, Failed = 0.6, Cut = 0.05 };

    private readonly Random chance = new(seed + 1_000_000);
    private readonly string name = string.Create(CultureInfo.InvariantCulture, $"torture_{seed}");
    private readonly string logs = Path.Combine(workspace.State, "torture", string.Create(CultureInfo.InvariantCulture, $"seed-{seed}"));

    private int restarts;

    /// <summary>What was exact leaves nothing behind; of the rest the hosts' logs are kept.</summary>
    public async Task<SeedResult> RunAsync(CancellationToken ct)
    {
        var result = await PlayedAsync(await server.CopyAsync(name, ct), ct);
        if (result.IsExact)
        {
            Directory.Delete(logs, recursive: true);
        }

        await server.DropAsync(name);

        return result;
    }

    private async Task<SeedResult> PlayedAsync(SeedDatabase database, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var graph = await StandIn.StartAsync(TimeSpan.FromSeconds(chance.Next(-90, 90)), ct);
        graph.Chaos.Begin(seed, Storm); // the hosts meet the mailboxes for the first time while Graph is all but away
        await using var fleet = await Fleet.StartAsync(workspace, database, Firm.Load(), graph.Address, logs, options.Workers, ct);
        await FirstFaultAsync(graph, ct);
        await new Settling(database, graph.Stage).SubscribedAsync(FirstStorm, ct);
        graph.Chaos.Change(Rates);
        await new Settling(database, graph.Stage).SubscribedAsync(FirstPatience, ct);
        var play = new Play(graph.Stage, seed);
        await Task.WhenAll(PlayAsync(play, ct), MishapsAsync(graph, fleet, ct));
        graph.Chaos.Change(ChaosRates.None);
        for (var worker = 0; worker < fleet.Workers; worker++)
        {
            fleet.Start(worker);
        }

        var quiet = TimeProvider.System.GetTimestamp();
        var behind = await new Settling(database, graph.Stage).WaitAsync(Patience, ct);
        var settled = TimeProvider.System.GetElapsedTime(quiet);
        var captured = await Captured.ReadAsync(database, ct);
        return new SeedResult(
            seed, play.Items, play.Steps, MailOracle.Judge(graph.Stage.Mails, captured),
            MeetingOracle.Judge(graph.Stage.Meetings, captured), fleet.Kills, restarts, graph.Chaos.Dealt,
            await RunShares.ReadAsync(database, fleet, ct), settled, TimeProvider.System.GetElapsedTime(began),
            [.. behind, .. fleet.Died().Select(process => $"{process} ended by itself")], logs);
    }

    /// <summary>
    /// On a busy machine hosts need their time to start: the scenario would be over before the first of them has asked Graph for anything.
    /// </summary>
    private static async Task FirstFaultAsync(StandIn graph, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (graph.Chaos.Dealt.Count == 0 && TimeProvider.System.GetElapsedTime(began) < FirstPatience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
    }

    /// <summary>Steps at uneven moments, evenly over the time that was given; on and on until enough was made.</summary>
    private async Task PlayAsync(Play play, CancellationToken ct)
    {
        var pause = TimeSpan.FromSeconds(options.Seconds / (2.5 * options.Items));
        while (play.Items < options.Items)
        {
            play.Next();
            if (play.Steps % 4 == 0)
            {
                await Task.Delay(pause * 4, ct);
            }
        }
    }

    /// <summary>What befalls the hosts and the server; at least one kill of each worker and one crash of the database.</summary>
    private async Task MishapsAsync(StandIn graph, Fleet fleet, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        var (crash, storm, last) = (options.Seconds * (0.3 + (chance.NextDouble() * 0.5)), options.Seconds * chance.NextDouble() * 0.6, -1);
        for (var turn = 0; TimeProvider.System.GetElapsedTime(began).TotalSeconds < options.Seconds; turn++)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.7 + (1.3 * chance.NextDouble())), ct);
            var elapsed = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            graph.Chaos.Change(elapsed >= storm && elapsed < storm + StormSeconds ? Storm : Rates);
            if (restarts == 0 && elapsed >= crash)
            {
                await server.CrashAsync(ct);
                restarts++;
            }

            if (last >= 0)
            {
                fleet.Start(last);
            }

            last = -1;
            switch (chance.Next(8))
            {
                case 0 or 1 or 2:
                    last = turn % fleet.Workers;
                    await fleet.KillAsync(last);
                    break;
                case 3:
                    graph.ForgetTokens(chance);
                    break;
                case 4:
                    graph.Tell(chance.Next(2) == 0 ? "missed" : "subscriptionRemoved", chance);
                    break;
            }
        }
    }
}
