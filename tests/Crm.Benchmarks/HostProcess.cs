using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Crm.Benchmarks.Bot;
using Crm.Cli.Processes;
using Crm.Cli.Tools;

namespace Crm.Benchmarks;

/// <summary>A host in its own process: the bot's, the add-in's, or the echo bot beside them.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    /// <summary>The application that the pane's tokens are for.</summary>
    public const string PaneClient = "55555555-5555-4555-8555-555555555555";

    private readonly ChildProcess child;

    private readonly string log;

    private HostProcess(ChildProcess child, int port, bool checksTokens, string log)
    {
        this.child = child;
        this.log = log;
        ChecksTokens = checksTokens;
        Address = new Uri($"http://127.0.0.1:{port}/");
    }

    public Uri Address { get; }

    public Uri Messages => new(Address, "api/messages");

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

    /// <summary>The bot's real host, token checks and all, with the settings for memory that `up` gives it.</summary>
    /// <param name="workspace">Where it is built.</param>
    /// <param name="configuration">Release to measure; a test takes the build that it is of.</param>
    /// <param name="channel">Whose tokens it trusts and where it answers.</param>
    /// <param name="application">Connection string of the application role.</param>
    /// <param name="ct">Cancels the start.</param>
    public static Task<HostProcess> CrmAsync(
        Workspace workspace, string configuration, BenchChannel channel, string application, CancellationToken ct) => CrmAsync(
        workspace, "Crm.Bot", configuration, application, _ => new()
        {
            ["MicrosoftAppType"] = "SingleTenant",
            ["MicrosoftAppId"] = BenchChannel.AppId,
            ["MicrosoftAppPassword"] = "secret",
            ["MicrosoftAppTenantId"] = Guid.Empty.ToString(),
            ["Bot__OpenIdMetadata"] = channel.Url + "/metadata",
            ["AzureAd__Instance"] = channel.Url,
        },
        ct);

    /// <summary>The add-in's real host: door and jobs in one process, reading the mailboxes that the settings name.</summary>
    /// <param name="workspace">Where it is built.</param>
    /// <param name="configuration">As of the bot's.</param>
    /// <param name="graph">Where Graph and Entra ID are played, without a slash at its end.</param>
    /// <param name="application">Connection string of the application role.</param>
    /// <param name="settings">What is captured.</param>
    /// <param name="ct">Cancels the start.</param>
    public static Task<HostProcess> AddinAsync(
        Workspace workspace, string configuration, string graph, string application, IReadOnlyDictionary<string, string?> settings,
        CancellationToken ct) => CrmAsync(
        workspace, "Crm.OutlookAddin", configuration, application, address => new(settings)
        {
            ["AzureAd__Instance"] = graph + "/entra",
            ["AzureAd__TenantId"] = Guid.Empty.ToString(),
            ["AzureAd__ClientId"] = Guid.Empty.ToString(),
            ["AzureAd__ClientSecret"] = "secret",
            ["Graph__BaseUrl"] = graph + "/graph/v1.0",
            ["Graph__PublicUrl"] = address,
            ["RateLimits__PerAddress"] = "0", // everybody comes from one address here
        },
        ct);

    /// <summary>The add-in's real host as the pane's door alone.</summary>
    /// <param name="workspace">Where it is built.</param>
    /// <param name="configuration">As of the bot's.</param>
    /// <param name="entra">Whose tokens it trusts, without a slash at its end.</param>
    /// <param name="tenant">The firm's Entra tenant.</param>
    /// <param name="application">Connection string of the application role.</param>
    /// <param name="ct">Cancels the start.</param>
    public static Task<HostProcess> PaneAsync(
        Workspace workspace, string configuration, string entra, Guid tenant, string application, CancellationToken ct) => CrmAsync(
        workspace, "Crm.OutlookAddin", configuration, application, _ => new()
        {
            ["AzureAd__Instance"] = entra + "/entra/",
            ["AzureAd__TenantId"] = tenant.ToString(),
            ["AzureAd__ClientId"] = PaneClient,
            ["AzureAd__ClientSecret"] = "secret",
            ["AzureAd__AllowedClientIds__0"] = PaneClient,
            ["Graph__BaseUrl"] = entra + "/graph/v1.0",
            ["Host__Role"] = "door",
            ["RateLimits__PerPerson"] = "0", // a few people ask here for hundreds
            ["RateLimits__PerAddress"] = "0",
        },
        ct);

    /// <summary>A hand-written server over the same tables, as their owner; installed by its lock file on the first run.</summary>
    public static async Task<HostProcess> FloorAsync(Workspace workspace, BenchDatabase database, CancellationToken ct)
    {
        var (port, folder) = (FreePort(), Path.Combine(workspace.Root, "tests", "Crm.Benchmarks", "Pane", "Floor"));
        await NodeTools.InstallAsync(folder, folder, ct);
        var owner = new NpgsqlConnectionStringBuilder(database.Owner);
        var path = Uri.EscapeDataString($"-c search_path={database.Size.Schema},crm_ext");
        return await ReadyAsync(
            "bench-floor", "node", [Path.Combine(folder, "floor.mjs")], folder, workspace, port, "/", new Dictionary<string, string?>
        {
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["NODE_ENV"] = "production",
            ["DATABASE_URL"] = string.Create(
                CultureInfo.InvariantCulture,
                $"postgres://{owner.Username}:{Uri.EscapeDataString(owner.Password ?? "")}@127.0.0.1:{owner.Port}/{owner.Database}")
                + $"?options={path}",
        }, checksTokens: false, ct);
    }

    private static Task<HostProcess> CrmAsync(
        Workspace workspace, string project, string configuration, string application, Func<string, Dictionary<string, string?>> settings,
        CancellationToken ct)
    {
        var (port, folder) = (FreePort(), Path.Combine(workspace.Root, project));
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var environment = new Dictionary<string, string?>(LeanHost.Environment)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development", // the only one that answers to this machine
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["URLS"] = address,
            ["ASPNETCORE_URLS"] = address,
            ["Logging__LogLevel__Default"] = "Warning",
            ["ConnectionStrings__Crm"] = application,
        };
        foreach (var (key, value) in settings(address))
        {
            environment[key] = value;
        }

        return ReadyAsync(
            "bench-" + project, "dotnet", [Path.Combine(folder, "bin", configuration, "net10.0", project + ".dll")], folder, workspace,
            port, "/health/ready", environment, checksTokens: true, ct);
    }

    /// <summary>A bot of Microsoft's SDK that only says again what it heard; installed by its lock file on the first run.</summary>
    public static async Task<HostProcess> EchoAsync(Workspace workspace, CancellationToken ct)
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

    private static async Task<HostProcess> ReadyAsync(
        string name, string file, IReadOnlyList<string> arguments, string folder, Workspace workspace, int port, string path,
        IReadOnlyDictionary<string, string?> environment, bool checksTokens, CancellationToken ct)
    {
        var log = Path.Combine(workspace.Logs, name + ".log");
        var host = new HostProcess(ChildProcess.Start(name, file, arguments, folder, environment, log), port, checksTokens, log);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (host.child.HasExited)
            {
                break;
            }

            try
            {
                using var answer = await http.GetAsync(new Uri(host.Address, path), ct);
                if (answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.NotFound)
                {
                    return host;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
            }

            await Task.Delay(100, ct);
        }

        await host.DisposeAsync();
        throw new CliException($"{name} did not start. Its log: {log}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
