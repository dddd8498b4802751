using System.Globalization;
using System.Xml.Linq;
using Crm.Cli.Postgres;
using Crm.Cli.Processes;
using Crm.Cli.Tools;
using Crm.Cli.Up;
using Spectre.Console;

namespace Crm.Cli.Testing;

/// <summary>Everything a fresh machine lacks is installed first; then one throw-away PostgreSQL serves all test projects.</summary>
internal sealed class TestRun(Workspace workspace)
{
    private const string PortVariable = "CRM_TEST_POSTGRES_PORT";

    /// <summary>Projects that drive Chromium.</summary>
    private static readonly string[] WithBrowser = ["Crm.EndToEnd.Tests"];

    public async Task<int> RunAsync(string? filter, bool browser, CancellationToken ct)
    {
        Directory.CreateDirectory(workspace.Dot);
        await Requirements.InstallAsync(browser, ct);
        await Say.StepAsync(
            "Test tools", () => NodeTools.InstallAsync(
                Path.Combine(workspace.Root, "tests", "Crm.Testing", "Tools"), Path.Combine(workspace.Dot, "test-tools"), ct));
        await Say.StepAsync("Pane built", () => PaneBuild.RunAsync(workspace, ct));
        await Say.StepAsync("Tests built", () => BuildAsync(ct));
        var folder = Path.Combine(workspace.Dot, $"test-{Environment.ProcessId}");
        var server =
            await Say.StepAsync("Throw-away PostgreSQL", () => EmbeddedPostgres.StartAsync(workspace, folder, 0, durable: false, ct));
        try
        {
            return await RunProjectsAsync(server.Port, filter, browser, ct);
        }
        finally
        {
            await EmbeddedPostgres.ResetAsync(workspace, folder, CancellationToken.None);
        }
    }

    private async Task<int> RunProjectsAsync(int port, string? filter, bool browser, CancellationToken ct)
    {
        var results = Path.Combine(workspace.Dot, "test-results");
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        var total = new Tally(0, 0, 0);
        total += await Say.StepAsync("Pane (Vitest)", () => PaneTestsAsync(filter, ct));
        foreach (var project in Directory.GetFiles(Path.Combine(workspace.Root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            if (!browser && WithBrowser.Contains(name))
            {
                Say.Warn($"LEFT OUT by --no-browser: all of {name}.");
                continue;
            }

            total += await Say.StepAsync(name, () => RunProjectAsync(project, name, results, port, filter, ct));
        }

        if (total.Passed + total.Failed == 0)
        {
            throw new CliException($"No test matches '{filter}'.");
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"{total.Passed} passed, {total.Failed} failed{(total.Skipped > 0 ? $", {total.Skipped} skipped" : "")}"));
        return total.Failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<Tally> RunProjectAsync(string project, string name, string results, int port, string? filter, CancellationToken ct)
    {
        string[] arguments =
        [
            "test", project, "--no-build", "--nologo", "-c", HostSettings.Configuration, "--logger", $"trx;LogFileName={name}.trx",
            "--results-directory", results,
            .. filter is null ? Array.Empty<string>() : ["--filter", $"FullyQualifiedName~{filter}"],
        ];
        var run = await Tool.RunAsync("dotnet", arguments, workspace.Root, new Dictionary<string, string?>
        {
            [PortVariable] = port.ToString(CultureInfo.InvariantCulture),
            ["CRM_ROOT"] = workspace.Root,
        }, ct: ct);
        var file = Path.Combine(results, name + ".trx");
        if (!File.Exists(file))
        {
            return filter is null
                ? throw new CliException($"{name} did not run:\n{run.Output}{run.Error}")
                : new Tally(0, 0, 0);
        }

        var tally = Tally.Of(XDocument.Load(file));
        if (run.ExitCode != 0)
        {
            AnsiConsole.WriteLine(Failures(run.Output));
            tally = tally with { Failed = Math.Max(tally.Failed, 1) };
        }

        return tally;
    }

    private async Task<Tally> PaneTestsAsync(string? filter, CancellationToken ct)
    {
        if (filter is not null)
        {
            return new Tally(0, 0, 0);
        }

        var pane = Path.Combine(workspace.Root, "Crm.OutlookAddin", "Pane");
        var report = Path.Combine(workspace.Dot, "vitest.json");
        var run = await Tool.RunAsync(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            ["test", "--silent", "--", "--run", "--reporter=json", $"--outputFile={report}"], pane, ct: ct);
        if (!File.Exists(report))
        {
            throw new CliException($"The pane's tests did not run:\n{run.Error}{run.Output}");
        }

        using var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(report, ct));
        var failed = json.RootElement.GetProperty("numFailedTests").GetInt32();
        if (run.ExitCode != 0)
        {
            AnsiConsole.WriteLine(run.Error + run.Output);
            failed = Math.Max(failed, 1);
        }

        return new Tally(
            json.RootElement.GetProperty("numPassedTests").GetInt32(), failed, json.RootElement.GetProperty("numPendingTests").GetInt32());
    }

    private async Task BuildAsync(CancellationToken ct)
    {
        var build = await Tool.RunAsync(
            "dotnet", ["build", "Crm.sln", "--nologo", "-v", "q", "-c", HostSettings.Configuration], workspace.Root, ct: ct);
        if (build.ExitCode != 0)
        {
            throw new CliException(
                "The tests did not build:\n" + string.Join(
                    '\n', build.Output.Split('\n').Where(l => l.Contains("error", StringComparison.Ordinal)).Distinct().Take(10)));
        }
    }

    /// <summary>From the first failure on: what a person needs to see, without the passing noise before it.</summary>
    private static string Failures(string output)
    {
        var start = output.IndexOf("[FAIL]", StringComparison.Ordinal);
        start = start < 0 ? 0 : output.LastIndexOf('\n', start) + 1;
        return output.Length - start > 20_000 ? output[start..(start + 20_000)] + "\n…" : output[start..];
    }

    private sealed record Tally(int Passed, int Failed, int Skipped)
    {
        public static Tally operator +(Tally a, Tally b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

        public static Tally Of(XDocument trx)
        {
            var counters = trx.Descendants().First(e => e.Name.LocalName == "Counters");
            int Read(string name) => (int?)counters.Attribute(name) ?? 0;
            return new Tally(
                Read("passed"), Read("failed") + Read("error") + Read("timeout") + Read("aborted"), Read("total") - Read("executed"));
        }
    }
}
