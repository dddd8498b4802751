using System.CommandLine;
using Crm.Benchmarks;
using Crm.Benchmarks.Bot;
using Crm.Benchmarks.Capture;
using Crm.Benchmarks.Pane;
using Crm.Demo.LargeFirm;

if (Console.IsOutputRedirected)
{
    Spectre.Console.AnsiConsole.Profile.Width = 240;
}

var size = new Option<string>("--size") { Description = "S, M or L.", DefaultValueFactory = _ => "S" };
size.AcceptOnlyFromAmong([.. FirmSize.All.Select(s => s.Name)]);
var only = new Option<string?>("--only")
    { Description = "Only questions whose name contains this, or of this kind (lookup, list, count, search, …)." };
var json = new Option<FileInfo?>("--json") { Description = "Also write the result to this file. It is always kept in .crm/bench-results." };
var alone =
    new Option<double>("--seconds") { Description = "Seconds for each question and role with one caller.", DefaultValueFactory = _ => 2 };
var loaded =
    new Option<double>("--duration")
    { Description = "Seconds of the open loop of 100 requests a second, and of each saturated loop (with --bot: of the saturated loops).",
        DefaultValueFactory = _ => 30 };
var warming =
    new Option<double>("--warming")
    { Description = "Seconds of the open loop before its answers count: connections that have just been opened are counted for themselves.",
        DefaultValueFactory = _ => 20 };
var settling =
    new Option<double>("--settling")
    { Description = "Seconds at most that the process is asked before anything counts, until the runtime has compiled what it uses.",
        DefaultValueFactory = _ => 90 };
var plans = new Option<bool>("--plans")
    { Description = "Measure nothing: check that each question uses its intended index under row-level security." };
var bot = new Option<bool>("--bot")
    { Description = "Measure the Teams door instead: the bot's host under 20 conversations, and an echo bot beside it." };
var capture = new Option<bool>("--capture")
    { Description = "Measure capture instead: from Graph's page to the activity, and from the notification." };
var pane = new Option<bool>("--pane")
    { Description = "Measure the pane's door instead: over HTTP with tokens, beside a server written by hand." };
var minutes = new Option<double>("--minutes") { Description = "With --bot: how long the conversations run.", DefaultValueFactory = _ => 1 };
var bench = new RootCommand("Measures the use cases at a size, beside the same questions in SQL.")
    { size, only, json, alone, loaded, warming, settling, plans, bot, capture, pane, minutes };
bench.SetAction(async (parsed, ct) =>
{
    var firm = FirmSize.All.Single(s => s.Name == parsed.GetValue(size));
    var workspace = Workspace.Find();
    await using var database = await BenchDatabase.OpenAsync(workspace, firm, ct);
    if (parsed.GetValue(plans))
    {
        return Report.Write(await PlanBook.ReadAsync(database, database.Superuser!, expectIntended: true, ct));
    }

    await Say.StepAsync("Tables and indexes into shared buffers", () => database.WarmAsync(ct));
    if (parsed.GetValue(capture))
    {
        await Say.StepAsync("Crm.OutlookAddin built for speed", () => ReleaseBuild.RunAsync(workspace, "Crm.OutlookAddin", ct));
        var captured = await CaptureBench.RunAsync(workspace, database, CaptureBenchOptions.Of(firm.Name), ct);
        await BenchArchive.KeepAsync(workspace, captured, parsed.GetValue(json)?.FullName, ct);
        CaptureReport.Write(captured);
        return ExitCode.Done;
    }

    if (parsed.GetValue(pane))
    {
        await Say.StepAsync("Crm.OutlookAddin built for speed", () => ReleaseBuild.RunAsync(workspace, "Crm.OutlookAddin", ct));
        var asked = await PaneBench.RunAsync(
            workspace, database,
            new PaneBenchOptions(
                ReleaseBuild.Configuration, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(8),
                parsed.GetValue(only)), ct);
        await BenchArchive.KeepAsync(workspace, asked, parsed.GetValue(json)?.FullName, ct);
        PaneReport.Write(asked);
        return ExitCode.Done;
    }

    if (parsed.GetValue(bot))
    {
        await Say.StepAsync("Crm.Bot built for speed", () => ReleaseBuild.RunAsync(workspace, "Crm.Bot", ct));
        var door =
            await BotBench.RunAsync(
                workspace, database,
                new BotBenchOptions(ReleaseBuild.Configuration, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(parsed.GetValue(minutes)),
                    TimeSpan.FromSeconds(parsed.GetValue(loaded))), ct);
        await BenchArchive.KeepAsync(workspace, door, parsed.GetValue(json)?.FullName, ct);
        BotReport.Write(door);
        return ExitCode.Done;
    }

    TimeSpan Seconds(Option<double> option) => TimeSpan.FromSeconds(parsed.GetValue(option));
    var options = new BenchOptions(firm, parsed.GetValue(only), Seconds(alone), Seconds(loaded), Seconds(warming), Seconds(settling));
    var result = await BenchRun.RunAsync(database, options, ct);
    await BenchArchive.KeepAsync(workspace, result, options, parsed.GetValue(json)?.FullName, ct);
    Report.Write(result);
    Report.WriteGrowth(await BenchArchive.ReadAsync(workspace, ct));
    return ExitCode.Done;
});

return await CommandRun.RunAsync(bench, args, failed => failed is CliException or NpgsqlException);
