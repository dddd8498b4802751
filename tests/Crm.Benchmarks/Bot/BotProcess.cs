using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Crm.Cli;
using Crm.Cli.Processes;
using Crm.Cli.Tools;

namespace Crm.Benchmarks.Bot;

/// <summary>A bot in its own process: the CRM's, or the echo bot beside it.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private readonly ChildProcess child;

    private readonly string log;

    private BotProcess(ChildProcess child, int port, bool checksTokens, string log)
    {
        this.child = child;
        this.log = log;
        ChecksTokens = checksTokens;
        Messages = new Uri($"http://127.0.0.1:{port}/api/messages");
    }

    public Uri Messages { get; }

    /// <summary>The echo bot knows no app id and refuses any token.</summary>
    public bool ChecksTokens { get; }

    /// <summary>What it has written so far, warnings and worse.</summary>
    public async Task<string> LogAsync()
    {
        await using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Resident memory in MiB. Source: on Linux VmRSS of /proc, elsewhere the working set.</summary>
    public double Resident()
    {
        using var process = Process.GetProcessById(child.Id);
        return process.WorkingSet64 / 1048576.0;
    }

    /// <summary>The real host, token checks and all, with the settings for memory that `up` gives it.</summary>
    /// <param name="workspace">Where it is built.</param>
    /// <param name="configuration">Release to measure; a test takes the build that it is of.</param>
    /// <param name="channel">Whose tokens it trusts and where it answers.</param>
    /// <param name="application">Connection string of the application role.</param>
    /// <param name="ct">Cancels the start.</param>
    public static Task<BotProcess> CrmAsync(
        Workspace workspace, string configuration, BenchChannel channel, string application, CancellationToken ct)
    {
        var (port, folder) = (FreePort(), Path.Combine(workspace.Root, "Crm.Bot"));
        return ReadyAsync("bench-bot", "dotnet", [Path.Combine(folder, "bin", configuration, "net10.0", "Crm.Bot.dll")], folder, workspace,
            port, "/health/ready", new Dictionary<string, string?>(LeanHost.Environment)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development", // the only one that answers to this machine
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
            ["Logging__LogLevel__Default"] = "Warning",
            ["ConnectionStrings__Crm"] = application,
            ["MicrosoftAppType"] = "SingleTenant",
            ["MicrosoftAppId"] = BenchChannel.AppId,
            ["MicrosoftAppPassword"] = "secret",
            ["MicrosoftAppTenantId"] = Guid.Empty.ToString(),
            ["Bot__OpenIdMetadata"] = channel.Url + "/metadata",
            ["AzureAd__Instance"] = channel.Url,
        }, checksTokens: true, ct);
    }

    /// <summary>A bot of Microsoft's SDK that only says again what it heard; installed by its lock file on the first run.</summary>
    public static async Task<BotProcess> EchoAsync(Workspace workspace, CancellationToken ct)
    {
        var (port, folder) = (FreePort(), Path.Combine(workspace.Root, "tests", "Crm.Benchmarks", "Bot", "EchoBot"));
        await NodeTools.InstallAsync(folder, folder, ct);
        return await ReadyAsync(
            "bench-echo", "node", [Path.Combine(folder, "echo.mjs")], folder, workspace, port, "/", new Dictionary<string, string?>
        {
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["NODE_ENV"] = null,
        }, checksTokens: false, ct);
    }

    /// <summary>Ends it at once, in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        using var process = Process.GetProcessById(child.Id);
        process.Kill();
        await process.WaitForExitAsync();
        await child.DisposeAsync();
    }

    public ValueTask DisposeAsync() => child.DisposeAsync();

    private static async Task<BotProcess> ReadyAsync(
        string name, string file, IReadOnlyList<string> arguments, string folder, Workspace workspace, int port, string path,
        IReadOnlyDictionary<string, string?> environment, bool checksTokens, CancellationToken ct)
    {
        var log = Path.Combine(workspace.Logs, name + ".log");
        var bot = new BotProcess(ChildProcess.Start(name, file, arguments, folder, environment, log), port, checksTokens, log);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (bot.child.HasExited)
            {
                break;
            }

            try
            {
                using var answer = await http.GetAsync(new Uri(bot.Messages, path), ct);
                if (answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.NotFound)
                {
                    return bot;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
            }

            await Task.Delay(100, ct);
        }

        await bot.DisposeAsync();
        throw new CliException($"{name} did not start. Its log: {log}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
