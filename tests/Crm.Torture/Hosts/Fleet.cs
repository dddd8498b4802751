using System.Net;
using System.Net.Sockets;
using Crm.Cli.Processes;

namespace Crm.Torture.Hosts;

/// <summary>
/// The processes of the add-in's host over one database: a door that takes notifications, and workers of which any may be killed.
/// </summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Workspace workspace;
    private readonly string logs;
    private readonly Dictionary<string, string?> settings;
    private readonly ChildProcess?[] workers;
    private readonly Dictionary<int, int> placeOf = [];
    private ChildProcess? door;

    private Fleet(Workspace workspace, string logs, Dictionary<string, string?> settings, int workers)
    {
        this.workspace = workspace;
        this.logs = logs;
        this.settings = settings;
        this.workers = new ChildProcess?[workers];
    }

    public int Workers => workers.Length;

    public int Kills { get; private set; }

    /// <summary>Which worker a process was, those that were killed included.</summary>
    public IReadOnlyDictionary<int, int> PlaceOf => placeOf;

    public static async Task<Fleet> StartAsync(
        Workspace workspace, SeedDatabase database, Firm firm, Uri graph, string logs, int workers, CancellationToken ct)
    {
        var port = FreePort();
        var fleet = new Fleet(workspace, logs, Settings(database, firm, graph, $"http://127.0.0.1:{port}"), workers);
        fleet.door = fleet.Start("door", $"http://127.0.0.1:{port}", ("Host__Role", "Door"));
        await ReadyAsync(port, ct);
        for (var worker = 0; worker < workers; worker++)
        {
            fleet.Start(worker);
        }

        return fleet;
    }

    public async Task KillAsync(int worker)
    {
        if (workers[worker] is { } process)
        {
            await process.KillAsync();
            await process.DisposeAsync();
            workers[worker] = null;
            Kills++;
        }
    }

    public void Start(int worker)
    {
        if (workers[worker] is null)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"worker-{worker + 1}.{Kills}");
            var process = Start(name, "http://127.0.0.1:0", ("Host__Role", "Worker"), ("Jobs__Workers", "3"));
            (workers[worker], placeOf[process.Id]) = (process, worker);
        }
    }

    /// <returns>The names of processes that ended without being asked to.</returns>
    public IEnumerable<string> Died() => workers.Append(door).OfType<ChildProcess>().Where(p => p.HasExited).Select(p => p.Name);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in workers.Append(door).OfType<ChildProcess>())
        {
            if (!process.HasExited)
            {
                await process.KillAsync();
            }

            await process.DisposeAsync();
        }
    }

    private static Dictionary<string, string?> Settings(SeedDatabase database, Firm firm, Uri graph, string publicUrl) => new(
        LeanHost.Environment)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["DOTNET_TieredPGO"] = "0",
        ["ConnectionStrings__Crm"] = database.Application,
        ["ConnectionStrings__CrmOwner"] = null,
        ["AzureAd__Instance"] = new Uri(graph, "entra/").ToString(),
        ["AzureAd__TenantId"] = firm.TenantId,
        ["AzureAd__ClientId"] = firm.ApiClientId,
        ["AzureAd__ClientSecret"] = "simulated-secret",
        ["Graph__BaseUrl"] = new Uri(graph, "graph/v1.0").ToString(),
        ["Graph__PublicUrl"] = publicUrl,
        ["Capture__SweepInterval"] = "00:00:10",
        ["Capture__InternalDomains__0"] = Cast.OwnDomain,
        ["Capture__NeverLog__0"] = Cast.NeverLogDomain,
        ["Capture__NeverLog__1"] = Cast.NeverLogged.Address,
        ["Jobs__PollInterval"] = "00:00:00.5",
    };

    private static async Task ReadyAsync(int port, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (true)
        {
            try
            {
                using var ready = await http.GetAsync(new Uri("health/ready", UriKind.Relative), patience.Token);
                if (ready.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It is still starting.
            }

            await Task.Delay(100, patience.Token);
        }
    }

    private ChildProcess Start(string name, string url, params (string Key, string Value)[] own)
    {
        var folder = Path.Combine(workspace.Root, "Crm.OutlookAddin");
        var built = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)); // …/bin/Debug/net10.0
        var environment = new Dictionary<string, string?>(settings) { ["URLS"] = url, ["ASPNETCORE_URLS"] = url };
        foreach (var (key, value) in own)
        {
            environment[key] = value;
        }

        return ChildProcess.Start(
            name, "dotnet", [Path.Combine(folder, "bin", built.Parent!.Name, built.Name, "Crm.OutlookAddin.dll")], folder,
            environment, Path.Combine(logs, name + ".log"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
