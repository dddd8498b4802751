using Crm.Data;
using Crm.Data.Jobs;
using Crm.OutlookAddin.Api;
using Crm.OutlookAddin.Jobs;
using Crm.Simulators.Entra;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Crm.OutlookAddin.Tests.Api;

/// <summary>
/// The Outlook door on a real port, over a database of its own, with the simulated Entra as issuer. Calls as the pane does.
/// </summary>
public sealed class TestPane : IAsyncDisposable
{
    public const string ClientId = "55555555-5555-4555-8555-555555555555";

    public const string OtherClient = "66666666-6666-4666-8666-666666666666";
    private readonly WebApplication entra;
    private readonly WebApplication app;
    private readonly string folder;

    private TestPane(World world, WebApplication entra, WebApplication app, string folder)
    {
        (World, this.entra, this.app, this.folder) = (world, entra, app, folder);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public World World { get; }

    public HttpClient Http { get; }

    public SigningKeys Keys => entra.Services.GetRequiredService<SigningKeys>();

    /// <summary>What the administrator reads.</summary>
    public IReadOnlyCollection<string> Log => app.Services.GetRequiredService<CollectedLog>().Lines;

    public string Instance => SimulatorHost.AddressOf(entra) + "/entra/";

    public static Task<TestPane> StartAsync(bool built = true, params (string Key, string Value)[] settings) =>
        StartAsync(_ => settings, built);

    /// <param name="settings">Those that depend on the database, too.</param>
    /// <param name="built">Whether the pane is there.</param>
    public static async Task<TestPane> StartAsync(Func<World, (string Key, string Value)[]> settings, bool built = true)
    {
        var world = await World.CreateAsync();
        var entra = SimulatorHost.Build(["--urls=http://127.0.0.1:0"]);
        await entra.StartAsync();
        var folder = Directory.CreateTempSubdirectory("pane").FullName;
        if (built)
        {
            var pane = Path.Combine(folder, "wwwroot", "pane");
            Directory.CreateDirectory(Path.Combine(pane, "assets"));
            await File.WriteAllTextAsync(
                Path.Combine(pane, "index.html"), "<script src=\"https://appsforoffice.microsoft.com/lib/1/hosted/office.js\"></script>");
            await File.WriteAllTextAsync(Path.Combine(pane, "assets", "index-abc123.js"), "export {};");
        }

        var app = Build(
            "Development", folder, world.Clock,
            [
                ("ConnectionStrings:Crm", world.Application), ("AzureAd:Instance", SimulatorHost.AddressOf(entra) + "/entra/"),
                ("AzureAd:TenantId", World.Contoso.ToString()),
                ("AzureAd:ClientId", ClientId), ("AzureAd:AllowedClientIds:0", ClientId), ("AzureAd:AllowedClientIds:1", OtherClient),
                .. settings(world),
            ]);
        await app.StartAsync();
        return new TestPane(world, entra, app, folder);
    }

    public static WebApplication Build(
        string environment, string folder, TimeProvider clock, params IEnumerable<(string Key, string Value)> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = folder });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0")]);
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<CollectedLog>();
        builder.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<CollectedLog>());
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
        builder.Services.AddSingleton(clock);
        builder.Services.AddCrmCore().AddCrmData(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddOutlookDoor();
        builder.Services.AddJobsDashboard();
        builder.Services.AddCrmJobs(builder.Configuration, ICaptureJobs.Queue, workers: 0);
        var app = builder.Build();
        app.UseOutlookDoor();
        app.MapOutlookDoor();
        app.MapJobsDashboard();
        app.MapGet("/bug", string () => throw new InvalidOperationException("a secret of the inside")).ExcludeFromDescription();
        return app;
    }

    /// <summary>The claims of a person's token as Outlook's broker would get it; a change to null takes a claim away.</summary>
    public JsonObject Claims(Guid oid, Guid? tenant = null, params (string Name, JsonNode? Value)[] changes)
    {
        var tid = (tenant ?? World.Contoso).ToString();
        var claims = new JsonObject
        {
            ["aud"] = ClientId, ["iss"] = $"{Instance}{tid}/v2.0", ["ver"] = "2.0", ["tid"] = tid, ["oid"] = oid.ToString(),
            ["sub"] = "pairwise", ["name"] = "Alex Wilber",
            ["scp"] = "Crm.Access", ["azp"] = ClientId, ["azpacr"] = "0", ["acct"] = 0,
        };
        foreach (var (name, value) in changes)
        {
            claims[name] = value?.DeepClone();
        }

        return claims;
    }

    public string Token(JsonObject claims, JsonObject? header = null, string? kid = null, int lifetimeSeconds = 3600) =>
        entra.Services.GetRequiredService<TokenMint>().Mint(claims, header, kid, lifetimeSeconds);

    /// <summary>Somebody with an account, who has the pane open.</summary>
    public async Task<PaneUser> PersonAsync(string name, Role role = Role.User, Guid? tenant = null)
    {
        var oid = Guid.CreateVersion7();
        var user = await World.UserAsync(name, role, tenant, oid, Door.Outlook);
        return new PaneUser(this, user, Token(Claims(oid, tenant)));
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await entra.DisposeAsync();
        await World.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>A person at the pane.</summary>
public sealed record PaneUser(TestPane Pane, CurrentUser User, string Token)
{
    public Task<HttpResponseMessage> GetAsync(string path) => Pane.SendAsync(HttpMethod.Get, path, Token);

    public Task<HttpResponseMessage> PostAsync(string path, object body) =>
        Pane.SendAsync(HttpMethod.Post, path, Token, JsonContent.Create(body));

    public Task<HttpResponseMessage> PostTextAsync(string path, string body) =>
        Pane.SendAsync(HttpMethod.Post, path, Token, new StringContent(body, Encoding.UTF8, "application/json"));

    /// <summary>Opens a mail with these people on it.</summary>
    public async Task<JsonObject> OpenAsync(object[] people, string? internetMessageId = null) => await ReadAsync(
        await PostAsync("/api/context", new { item = new { kind = "message", mode = "messageRead", internetMessageId }, people }));

    public async Task<JsonObject> PressAsync(string verb, object data) =>
        await ReadAsync(await PostAsync($"/api/cards/{verb}", new { data }));

    public async Task<JsonObject> ReadAsync(string path) => await ReadAsync(await GetAsync(path));

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
            return JsonSerializer.Deserialize<JsonObject>(text)!;
        }
    }
}

/// <summary>A refusal over HTTP, read as a client reads it.</summary>
public static class ProblemReading
{
    public static async Task<JsonObject> ProblemAsync(this HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonObject>(text)!;
        Assert.Equal(status, problem["status"]!.GetValue<int>());
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        return problem;
    }
}
