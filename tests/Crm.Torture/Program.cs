using System.CommandLine;
using Crm.Cli.Testing;
using Crm.Torture;
using Crm.Torture.Hosts;

if (Console.IsOutputRedirected)
{
    Spectre.Console.AnsiConsole.Profile.Width = 240;
}

var command = TortureCommand.Options(new RootCommand("Proves that capture loses, doubles and shows nothing under faults."));
command.SetAction(async (parsed, ct) =>
{
    var options = new TortureOptions(
        parsed.GetValue(TortureCommand.Seeds), parsed.GetValue(TortureCommand.Seed), parsed.GetValue(TortureCommand.Workers),
        parsed.GetValue(TortureCommand.Items), parsed.GetValue(TortureCommand.Seconds));
    var workspace = Workspace.Find();
    await using var server = await Say.StepAsync("Throw-away PostgreSQL", () => TortureServer.StartAsync(workspace, ct));
    await Say.StepAsync("Tenant, people and contacts", () => FirmSetup.RunAsync(server, Firm.Load(), ct));
    var results = new List<SeedResult>();
    for (var seed = options.First; seed < options.First + options.Seeds; seed++)
    {
        var result = await new SeedRun(workspace, server, options, seed).RunAsync(ct);
        results.Add(result);
        Scoreboard.Tell(result);
    }

    Scoreboard.Write(results);
    Scoreboard.Count(results);
    return results.TrueForAll(r => r.IsExact) ? ExitCode.Done : ExitCode.Failed;
});

return await CommandRun.RunAsync(command, args, failed => failed is CliException or NpgsqlException);
