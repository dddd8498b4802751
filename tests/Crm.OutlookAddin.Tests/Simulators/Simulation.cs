using Microsoft.Kiota.Abstractions.Authentication;

namespace Crm.OutlookAddin.Tests.Simulators;

/// <summary>The simulators on a free port, and a Graph SDK client that talks to them as the product does.</summary>
public sealed class Simulation : IAsyncDisposable
{
    public const string Alex = "33333333-3333-4333-8333-333333333330";
    public const string TenantId = "11111111-1111-4111-8111-111111111111";
    public const string ApiClientId = "55555555-5555-4555-8555-555555555555";
    private readonly WebApplication app;

    private Simulation(WebApplication app)
    {
        this.app = app;
        Http = new HttpClient { BaseAddress = new Uri(SimulatorHost.AddressOf(app)) };
    }

    public HttpClient Http { get; }

    public static async Task<Simulation> StartAsync(params string[] settings)
    {
        var app = SimulatorHost.Build(["--urls=http://127.0.0.1:0", "--Simulators:NotificationRetryMs=50", .. settings]);
        await app.StartAsync();
        return new Simulation(app);
    }

    public async Task<GraphServiceClient> GraphAsync()
    {
        var http = GraphClientFactory.Create(finalHandler: new SocketsHttpHandler());
        var token = await TokenAsync("https://graph.microsoft.com/.default");
        return new GraphServiceClient(
            http, new BaseBearerTokenAuthenticationProvider(new FixedToken(token)), new Uri(Http.BaseAddress!, "graph/v1.0").ToString());
    }

    public async Task<string> TokenAsync(string scope)
    {
        using var answer = await TokenRequestAsync("client_credentials", ("scope", scope), ("client_secret", "simulated-secret"));
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
    }

    public async Task<HttpResponseMessage> TokenRequestAsync(string grantType, params (string Name, string Value)[] more)
    {
        using var form = new FormUrlEncodedContent([
            new("client_id", ApiClientId), new("grant_type", grantType), .. more.Select(one => KeyValuePair.Create(one.Name, one.Value))]);
        return await Http.PostAsync($"entra/{TenantId}/oauth2/v2.0/token", form);
    }

    public async Task<JsonArray> SendMailAsync(
        string subject, string from = "Clara Nilsson <clara.nilsson@litware.example>", string headers = "")
    {
        using var mail = new StringContent(
            $"From: {from}\r\nTo: Alex Wilber <alexw@contoso.example>\r\nSubject: "
                + $"{subject}\r\nMessage-ID: <{subject.Replace(' ', '-')}@litware.example>\r\n{headers}\r\nHello Alex\r\n",
            Encoding.UTF8, "message/rfc822");
        using var answer = await Http.PostAsync("control/mail", mail);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonArray>())!;
    }

    public async Task<JsonArray> SendCalendarAsync(string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "text/calendar");
        using var answer = await Http.PostAsync("control/events", content);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonArray>())!;
    }

    public async Task OrderFaultAsync(object fault)
    {
        using var answer = await Http.PostAsJsonAsync("control/faults", fault);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyDictionary<string, JsonObject>> PlayAsync(string directory)
    {
        using var answer = await Http.PostAsJsonAsync("control/play", new { directory, intervalMs = 0, shiftEventsToNow = true });
        answer.EnsureSuccessStatusCode();
        await EventuallyAsync(async () => !(await Http.GetFromJsonAsync<JsonObject>("control/playing"))!["playing"]!.GetValue<bool>());
        return (await Http.GetFromJsonAsync<JsonArray>("control/deliveries"))!.ToDictionary(
            one => one!["file"]!.GetValue<string>(), one => one!.AsObject());
    }

    public static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail("It did not happen within five seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }

    private sealed class FixedToken(string token) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new(["127.0.0.1"]);

        public Task<string> GetAuthorizationTokenAsync(
            Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null,
            CancellationToken cancellationToken = default) => Task.FromResult(token);
    }
}
