using Crm.Data.Migrations;
using Crm.Demo;

namespace Crm.Cli.Up;

/// <summary>One run of `up`, from nothing to "ready" and back to nothing, in the order in which things need each other.</summary>
internal sealed class UpRun(Workspace workspace, UpOptions options)
{
    private readonly List<ChildProcess> children = [];
    private readonly Ports ports = options.Ports;
    private EmbeddedPostgres? postgres;

    public async Task RunAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(workspace.Dot);
        Directory.CreateDirectory(workspace.State);
        await StaleProcesses.StopAsync(workspace);
        try
        {
            await PrepareAsync(ct);
            await StartAsync(ct);
            Ready();
            if (options.MailDirectory is { } folder)
            {
                if (options.ImportSenders)
                {
                    await using var database = Database.Of(postgres!);
                    await new SendersImport(database, ports).RunAsync(folder, ct);
                }

                await new MailReport(postgres!.Owner, ports).PlayAsync(folder, ct);
            }

            await StayAsync(ct);
        }
        finally
        {
            await StopAsync();
        }
    }

    private async Task PrepareAsync(CancellationToken ct)
    {
        if (options.Reset)
        {
            await Say.StepAsync("Old data removed", () => EmbeddedPostgres.ResetAsync(workspace, Database.Folder(workspace), ct));
        }

        await Say.StepAsync("Hosts built", () => BuildAsync(ct));
        await Say.StepAsync("Pane built", () => PaneBuild.RunAsync(workspace, ct));
        postgres = await Say.StepAsync(
            "PostgreSQL", () => EmbeddedPostgres.StartAsync(workspace, Database.Folder(workspace), ports.Postgres, durable: true, ct));
        RunningInstances.Remember(workspace);
        await using var database = Database.Of(postgres);
        var seeded = await Say.StepAsync("Database migrated", () => SeedAsync(database, ct));
        if (seeded is not null)
        {
            Say.Done($"Demo firm: {seeded.Users} people, {seeded.Companies} companies, {seeded.Contacts} contacts, {seeded.Deals} deals");
        }
    }

    private static async Task<SeedCounts?> SeedAsync(Database database, CancellationToken ct)
    {
        try
        {
            return await DbCommands.SeedAsync(database, ct);
        }
        catch (UnknownMigrationsException unknown)
        {
            throw database.Explain(unknown);
        }
    }

    private async Task StartAsync(CancellationToken ct)
    {
        foreach (var port in new[] { ports.Simulators, ports.Bot, ports.Outlook, ports.Playground })
        {
            if (EmbeddedPostgres.IsTaken(port))
            {
                throw new CliException(
                    $"Port {port.ToString(CultureInfo.InvariantCulture)} is taken by another program. Stop it, or choose other ports "
                    + "with --port-base.");
            }
        }

        var hosts = new HostSettings(workspace, options, postgres!.Application);
        var (bot, outlook) = (options.Without is not UpOptions.Bot, options.Without is not UpOptions.Outlook);
        Start(hosts.Simulators());
        if (bot)
        {
            Start(hosts.Bot());
        }

        await ReachAsync("Simulators", $"http://localhost:{ports.Simulators}/health/live", ct);
        if (outlook)
        {
            Start(hosts.Outlook());
        }

        if (bot)
        {
            await ReachAsync("Teams bot", $"http://localhost:{ports.Bot}/health/ready", ct);
        }

        Start(await hosts.PlaygroundAsync(ct));
        if (outlook)
        {
            await ReachAsync("Outlook add-in", $"http://localhost:{ports.Outlook}/health/ready", ct);
        }

        await ReachAsync("Playground", $"http://localhost:{ports.Playground}/", ct);
    }

    private void Start(ChildProcess child)
    {
        children.Add(child);
        StaleProcesses.Remember(workspace, child.Id);
    }

    private async Task ReachAsync(string name, string url, CancellationToken ct) => await Say.StepAsync(name, async () =>
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(url), ct);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
            }

            if (children.Find(c => c.HasExited) is { } dead)
            {
                throw new CliException(
                    $"{dead.Name} stopped while starting (exit code "
                    + $"{dead.ExitCode.ToString(CultureInfo.InvariantCulture)}). Its log: "
                    + $"{Path.Combine(workspace.Logs, dead.Name + ".log")}\n{HostSettings.LastLines(workspace, dead.Name)}");
            }

            if (attempt > 300)
            {
                throw new CliException($"{name} did not answer within 60 seconds at {url}. Logs: {workspace.Logs}");
            }

            await Task.Delay(200, ct);
        }
    });

    private void Ready()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Ready").AddColumn("Where");
        table.AddRow("Teams (Playground)", $"http://localhost:{ports.Playground}/");
        table.AddRow("Outlook with the pane", $"http://localhost:{ports.Simulators}/outlook/");
        table.AddRow("Bot", $"http://localhost:{ports.Bot}/api/messages");
        table.AddRow("Pane and API", $"http://localhost:{ports.Outlook}/pane/");
        table.AddRow("PostgreSQL", $"localhost:{ports.Postgres}, database crm");
        AnsiConsole.Write(table);
        if (options.Without is { } left)
        {
            Say.Note(
                $"Not started: {left}. Start it in your debugger (CONTRIBUTING.md says how); it finds the database, Entra and Graph by "
                + $"its Development settings.");
        }

        Say.Note($"Logs are in {workspace.Logs}. Ctrl+C stops everything and loses nothing.");
        if (!options.Headless)
        {
            Browser.Open($"http://localhost:{ports.Playground}/");
            Browser.Open($"http://localhost:{ports.Simulators}/outlook/");
        }
    }

    private async Task StayAsync(CancellationToken ct)
    {
        await using var database = Database.Of(postgres!);
        var indexes = new FieldIndexWatch(database.CustomFieldIndexes());
        while (!ct.IsCancellationRequested)
        {
            await indexes.LookAsync(ct);
            if (children.Find(c => c.HasExited) is { } dead)
            {
                throw new CliException(
                    $"{dead.Name} stopped by itself (exit code "
                    + $"{dead.ExitCode.ToString(CultureInfo.InvariantCulture)}). Its log: "
                    + $"{Path.Combine(workspace.Logs, dead.Name + ".log")}\n{HostSettings.LastLines(workspace, dead.Name)}");
            }

            try
            {
                await Task.Delay(500, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task StopAsync()
    {
        foreach (var child in Enumerable.Reverse(children))
        {
            await child.DisposeAsync();
        }

        if (postgres is not null)
        {
            await postgres.StopAsync();
        }

        StaleProcesses.Forget(workspace);
        RunningInstances.Forget(workspace);
        Say.Note("Stopped.");
    }

    private async Task BuildAsync(CancellationToken ct)
    {
        var build = await Tool.RunAsync(
            "dotnet", ["build", "Crm.Hosts.slnf", "--nologo", "-v", "q", "-c", HostSettings.Configuration], workspace.Root, ct: ct);
        if (build.ExitCode != 0)
        {
            throw new CliException("The hosts did not build:\n"
                + string.Join('\n', build.Output.Split('\n').Where(l => l.Contains("error", StringComparison.Ordinal)).Take(10)));
        }
    }
}
