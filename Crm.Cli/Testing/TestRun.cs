using System.Text.Json;
using System.Xml.Linq;

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
        var folder = ThrowAwayFolder.Of(workspace, Environment.ProcessId);
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

        var total = Tally.None;
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

        foreach (var test in total.FailedTests)
        {
            Console.WriteLine($"FAILED {test}"); // again, where a log that was cut still has it
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
            ["DOTNET_TieredPGO"] = "0", // What a test process learns about its code it does not live to use: 5 % of its time.
            ["DOTNET_EnableWriteXorExecute"] = "0", // Mapping each compiled method twice took a sixth of a test process's time.
        }, ct: ct);
        var file = Path.Combine(results, name + ".trx");
        if (!File.Exists(file))
        {
            return filter is null
                ? throw new CliException($"{name} did not run:\n{run.Output}{run.Error}")
                : Tally.None;
        }

        var tally = Tally.OfTrx(XDocument.Load(file));
        if (run.ExitCode != 0)
        {
            AnsiConsole.WriteLine(Failures(run.Output));
            tally = tally.Failed > 0 ? tally : tally with { Failed = 1, FailedTests = [$"{name}: no test, but the run of them"] };
        }

        return tally;
    }

    private async Task<Tally> PaneTestsAsync(string? filter, CancellationToken ct)
    {
        if (filter is not null)
        {
            return Tally.None;
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

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(report, ct));
        var tally = Tally.OfVitest(json.RootElement);
        if (run.ExitCode != 0)
        {
            AnsiConsole.WriteLine(run.Error + run.Output);
            tally = tally.Failed > 0 ? tally : tally with { Failed = 1, FailedTests = ["Pane: no test, but the run of them"] };
        }

        return tally;
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

    private sealed record Tally(int Passed, int Failed, int Skipped, IReadOnlyList<string> FailedTests)
    {
        public static readonly Tally None = new(0, 0, 0, []);

        public static Tally operator +(Tally a, Tally b) =>
            new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped, [.. a.FailedTests, .. b.FailedTests]);

        public static Tally OfTrx(XDocument trx)
        {
            var counters = trx.Descendants().First(e => e.Name.LocalName == "Counters");
            int Read(string name) => (int?)counters.Attribute(name) ?? 0;
            return new Tally(
                Read("passed"), Read("failed") + Read("error") + Read("timeout") + Read("aborted"), Read("total") - Read("executed"),
                [.. trx.Descendants().Where(e => e.Name.LocalName == "UnitTestResult" && (string?)e.Attribute("outcome") == "Failed")
                    .Select(e => (string?)e.Attribute("testName") ?? "a test without a name")]);
        }

        public static Tally OfVitest(JsonElement report)
        {
            int Read(string name) => report.GetProperty(name).GetInt32();
            return new Tally(
                Read("numPassedTests"), Read("numFailedTests"), Read("numPendingTests"),
                [.. report.GetProperty("testResults").EnumerateArray()
                    .SelectMany(file => file.GetProperty("assertionResults").EnumerateArray())
                    .Where(test => test.GetProperty("status").GetString() == "failed")
                    .Select(test => $"Pane: {test.GetProperty("fullName").GetString()}")]);
        }
    }
}
