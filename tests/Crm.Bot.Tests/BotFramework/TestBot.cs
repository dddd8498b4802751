using Microsoft.Extensions.Configuration;

namespace Crm.Bot.Tests.BotFramework;

/// <summary>A bot on a real port with the protocol room and a handler of the test's choice.</summary>
internal sealed class TestBot : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http = new();

    private TestBot(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public Uri Messages => new(Url + "/api/messages");

    public IServiceProvider Services => app.Services;

    public CollectedLog Log => Services.GetRequiredService<CollectedLog>();

    /// <summary>A registered bot that checks the channel's tokens.</summary>
    public static Task<TestBot> StartAsync(
        ChannelStandIn channel, Func<TurnContext, CancellationToken, Task<TurnResult>>? handler = null, TimeProvider? clock = null) =>
        StartAsync(Registration(channel), handler, clock: clock);

    /// <summary>A bot without an app id, for local tools.</summary>
    public static Task<TestBot> StartLocalAsync(
        Func<TurnContext, CancellationToken, Task<TurnResult>>? handler = null, string address = "127.0.0.1") =>
        StartAsync(new() { ["Bot:WithoutAppId"] = "true" }, handler, address: address);

    public static async Task<TestBot> StartAsync(
        Dictionary<string, string?> settings,
        Func<TurnContext, CancellationToken, Task<TurnResult>>? handler = null,
        string environment = "Development",
        string address = "127.0.0.1",
        TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<CollectedLog>();
        builder.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<CollectedLog>());
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        builder.AddBotFramework();
        if (handler is not null)
        {
            builder.Services.AddScoped<IBotTurnHandler>(_ => new Handler(handler));
        }

        var app = builder.Build();
        app.MapBotFramework();
        app.Urls.Add($"http://{address}:0");
        await app.StartAsync();
        return new TestBot(app);
    }

    public static Dictionary<string, string?> Registration(ChannelStandIn channel) => new()
    {
        ["MicrosoftAppType"] = "SingleTenant",
        ["MicrosoftAppId"] = ChannelStandIn.AppId,
        ["MicrosoftAppPassword"] = "secret",
        ["MicrosoftAppTenantId"] = Tenant,
        ["Bot:OpenIdMetadata"] = channel.Url + "/metadata",
        ["AzureAd:Instance"] = channel.Url,
    };

    public const string Tenant = "11111111-1111-4111-8111-111111111111";

    public static JsonObject Activity(string type = "message", Action<JsonObject>? change = null)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = Guid.CreateVersion7().ToString(),
            ["channelId"] = "msteams",
            ["serviceUrl"] = ChannelStandIn.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = "29:u", ["aadObjectId"] = "33333333-3333-4333-8333-333333333333" },
            ["recipient"] = new JsonObject { ["id"] = "28:" + ChannelStandIn.AppId, ["name"] = "CRM" },
            ["conversation"] = new JsonObject { ["id"] = "a:c", ["conversationType"] = "personal", ["tenantId"] = Tenant },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
            ["text"] = "hello",
        };
        change?.Invoke(activity);
        return activity;
    }

    public Task<HttpResponseMessage> PostAsync(JsonNode activity, params string[] authorization) =>
        PostAsync(activity.ToJsonString(), authorization);

    public async Task<HttpResponseMessage> PostAsync(string body, params string[] authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Messages)
            { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var header in authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        return await http.SendAsync(request);
    }

    public async Task<HttpStatusCode> StatusAsync(JsonNode activity, params string[] authorization)
    {
        using var answer = await PostAsync(activity, authorization);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private sealed class Handler(Func<TurnContext, CancellationToken, Task<TurnResult>> turn) : IBotTurnHandler
    {
        public Task<TurnResult> OnTurnAsync(TurnContext context, CancellationToken ct) => turn(context, ct);
    }
}

/// <summary>A clock that is set by the test; what waits on it waits no time, and the wait is noted.</summary>
internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset now = System.GetUtcNow();

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan time) => now += time;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Only short waits are skipped: a time limit of a turn must not strike at once.
        if (dueTime > TimeSpan.FromSeconds(30) || dueTime < TimeSpan.Zero)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        Waits.Add(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
