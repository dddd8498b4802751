using System.Net.Sockets;
using Crm.OutlookAddin.Capture;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>
/// The add-in's host on a real port, over a database of its own and the Graph stand-in. Without jobs a test says when a mailbox is read.
/// </summary>
public sealed class CaptureRig : IAsyncDisposable
{
    private readonly Factory factory;
    private readonly bool isFirst;

    private CaptureRig(World world, Simulation graph, Factory factory, string url, bool isFirst)
    {
        World = world;
        Graph = graph;
        this.factory = factory;
        this.isFirst = isFirst;
        Url = url;
        Http = new HttpClient { BaseAddress = new Uri(url) };
    }

    public World World { get; }

    public Simulation Graph { get; }

    public string Url { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => factory.Services;

    /// <summary>What the administrator reads.</summary>
    public IReadOnlyCollection<string> Log => factory.Log.Lines;

    public MailboxSync Sync => Services.GetRequiredService<MailboxSync>();

    public MailboxBackfill Backfill => Services.GetRequiredService<MailboxBackfill>();

    public static Task<CaptureRig> StartAsync(bool jobs = false, params (string Key, string Value)[] settings) =>
        StartAsync(jobs, _ => settings);

    /// <param name="jobs">Whether this host runs them.</param>
    /// <param name="settings">Those that depend on the database, and those of the stand-in (Simulators:…), too.</param>
    public static async Task<CaptureRig> StartAsync(bool jobs, Func<World, (string Key, string Value)[]> settings)
    {
        var world = await World.CreateAsync(new TestClock(TimeProvider.System.GetUtcNow()));
        var all = settings(world);
        var graph = await Simulation.StartAsync(
            [.. all.Where(s => s.Key.StartsWith("Simulators:", StringComparison.Ordinal)).Select(s => $"--{s.Key}={s.Value}")]);
        return Start(world, graph, jobs, all, isFirst: true);
    }

    /// <summary>Another host of the same CRM.</summary>
    public CaptureRig Beside(params (string Key, string Value)[] settings) => Start(World, Graph, jobs: false, settings, isFirst: false);

    private static CaptureRig Start(
        World world, Simulation graph, bool jobs, (string Key, string Value)[] settings, bool isFirst)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var factory = new Factory(
        [
            ("ConnectionStrings:Crm", world.Application), ("Graph:BaseUrl", new Uri(graph.Http.BaseAddress!, "graph/v1.0").ToString()),
            ("Graph:PublicUrl", url),
            ("AzureAd:Instance", new Uri(graph.Http.BaseAddress!, "entra").ToString()), ("AzureAd:ClientId", Simulation.ApiClientId),
            ("AzureAd:ClientSecret", "simulated-secret"),
            jobs ? ("ConnectionStrings:CrmOwner", world.Owner) : ("Jobs:Workers", "0"), .. settings,
        ]);
        factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, new Uri(url).Port));
        factory.StartServer();
        return new CaptureRig(world, graph, factory, url, isFirst);
    }

    /// <summary>Somebody of the stand-in's firm, whose mailbox can be read.</summary>
    public async Task<Mailbox> UserAsync(string name = "Alex Wilber", string oid = Simulation.Alex)
    {
        var user = await World.UserAsync(name, oid: Guid.Parse(oid), door: Door.Capture);
        return new Mailbox(user, Guid.Parse(oid));
    }

    public Task<SyncOutcome> ReadAsync(Mailbox mailbox, string resource = "inbox") =>
        Sync.RunAsync(mailbox, resource, CancellationToken.None);

    /// <summary>What its job does with a folder's older mail until there is none left.</summary>
    public async Task BackfillAsync(Mailbox mailbox, string resource = "inbox")
    {
        while (await Backfill.RunAsync(mailbox, resource, CancellationToken.None) is SyncOutcome.Unfinished)
        {
            // The next part.
        }
    }

    public Task<List<Activity>> ActivitiesAsync(Mailbox mailbox) =>
        World.InDatabaseAsync(mailbox.User, db => db.Activities.Include(a => a.Participants).Include(a => a.Mailboxes)
            .OrderBy(a => a.OccurredAt).ToListAsync());

    public Task<List<CaptureLedgerEntry>> LedgerAsync(Mailbox mailbox) =>
        World.InDatabaseAsync(mailbox.User, db => db.CaptureLedger.Where(e => e.UserId == mailbox.User.Id).ToListAsync());

    /// <summary>A mail into one folder of one mailbox, as it would come over the wire.</summary>
    public async Task DeliverAsync(string mail, string? user = null, string folder = "inbox")
    {
        using var content = new StringContent(mail.ReplaceLineEndings("\r\n"), Encoding.UTF8, "message/rfc822");
        using var answer = await Graph.Http.PostAsync(user is null ? "control/mail" : $"control/mail?user={user}&folder={folder}", content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>So many mails of Clara's in one folder, each received some seconds before the one before.</summary>
    public async Task FillAsync(
        DateTimeOffset newest, int count, double seconds = 60, string folder = "inbox", string from = "clara.nilsson@litware.example",
        string name = "old")
    {
        using var mail = new StringContent(
            $"From: {from}\r\nTo: alexw@contoso.example\r\nSubject: {name} {{n}}\r\n"
            + $"Message-ID: <{name}-{{n}}@litware.example>\r\n\r\nHello\r\n",
            Encoding.UTF8, "message/rfc822");
        using var answer = await Graph.Http.PostAsync(
            $"control/mail/fill?user={Simulation.Alex}&folder={Uri.EscapeDataString(folder)}&count={count}"
            + FormattableString.Invariant($"&seconds={seconds}&newest={Uri.EscapeDataString(newest.ToString("o"))}"), mail);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The settings with which the pane's API takes the stand-in's tokens.</summary>
    public static (string Key, string Value)[] WithApi { get; } =
        [("AzureAd:TenantId", Simulation.TenantId), ("AzureAd:AllowedClientIds:0", Simulation.ApiClientId)];

    /// <summary>Asks the pane's API as Alex, or as somebody else of the stand-in's firm.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, string oid = Simulation.Alex) =>
        SendAsync(oid, Simulation.TenantId, method, path, content);

    /// <param name="oid">Who asks.</param>
    /// <param name="tenant">Of which Entra tenant.</param>
    /// <param name="method">How.</param>
    /// <param name="path">What for.</param>
    /// <param name="content">With what.</param>
    public async Task<HttpResponseMessage> SendAsync(string oid, string tenant, HttpMethod method, string path, HttpContent? content)
    {
        using var order = await Graph.Http.PostAsJsonAsync("entra/mint", new
        {
            claims = new
            {
                aud = Simulation.ApiClientId, iss = new Uri(Graph.Http.BaseAddress!, $"entra/{tenant}/v2.0").ToString(),
                ver = "2.0", tid = tenant, oid,
                sub = "pairwise", name = "Alex Wilber", scp = "Crm.Access", azp = Simulation.ApiClientId, azpacr = "0",
            },
        });
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await order.Content.ReadAsStringAsync());
        return await Http.SendAsync(request);
    }

    /// <summary>How often Graph was asked for anything of this mailbox.</summary>
    public async Task<int> CallsToAsync(string oid) => (await Graph.Http.GetFromJsonAsync<JsonObject>("control/state"))!["mailboxes"]!
        .AsArray().Single(m => m!["user"]!.GetValue<string>() == oid)!["calls"]!["total"]!.GetValue<int>();

    public async Task PostAsync(string path, HttpContent? content = null)
    {
        using var answer = await Graph.Http.PostAsync(path, content);
        answer.EnsureSuccessStatusCode();
    }

    public static async Task UntilAsync(Func<Task<bool>> there, int seconds = 20)
    {
        for (var attempt = 0; !await there(); attempt++)
        {
            Assert.True(attempt < seconds * 10, $"Not within {seconds} seconds.");
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await factory.DisposeAsync();
        if (isFirst)
        {
            await Graph.DisposeAsync();
            await World.DisposeAsync();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Factory((string Key, string Value)[] settings) : WebApplicationFactory<GraphOptions>
    {
        public CollectedLog Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(Log));
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
        }
    }
}
