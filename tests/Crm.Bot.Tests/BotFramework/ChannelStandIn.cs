namespace Crm.Bot.Tests.BotFramework;

/// <summary>
/// The channel on 127.0.0.1: its signing keys, its tokens, its connector and the token endpoint, all with faults to order.
/// </summary>
internal sealed class ChannelStandIn : IAsyncDisposable
{
    public const string AppId = "22222222-2222-4222-8222-222222222222";
    public const string ServiceUrl = "https://smba.trafficmanager.net/teams/";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, (RSA Key, string[]? Endorsements)> keys = new();

    private ChannelStandIn(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public bool IsDown { get; set; }

    public int MetadataReads { get; private set; }

    public int TokensIssued { get; private set; }

    public ConcurrentQueue<Seen> Requests { get; } = [];

    /// <summary>What the connector answers; by default 201 with an id.</summary>
    public Func<Seen, int, Answer> Connector { get; set; } = (_, _) => new Answer(201, """{"id":"m1"}""");

    public static async Task<ChannelStandIn> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var channel = new ChannelStandIn(app);
        channel.AddKey("k1", "msteams", "webchat", "directline", "emulator", "playground");
        channel.AddKey("k2", "webchat");
        channel.AddKey("bare", null);
        app.Run(channel.AnswerAsync);
        await app.StartAsync();
        return channel;
    }

    public void AddKey(string kid, params string[]? endorsements) => keys[kid] = (RSA.Create(2048), endorsements);

    public void RemoveKey(string kid) => keys.TryRemove(kid, out _);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>A token of the channel as it should be; the change makes it what it should not be (null removes a claim).</summary>
    public string Token(Action<JsonObject>? change = null, string kid = "k1", string alg = "RS256", int ttl = 3600)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = "https://api.botframework.com",
            ["aud"] = AppId,
            ["serviceurl"] = ServiceUrl,
            ["nbf"] = now - 7200,
            ["exp"] = now + ttl,
        };
        change?.Invoke(claims);
        var head = Part(new JsonObject { ["alg"] = alg, ["typ"] = "JWT", ["kid"] = kid }) + "." + Part(claims);
        var bytes = Encoding.ASCII.GetBytes(head);
        var key = keys.TryGetValue(kid, out var known) ? known.Key : RSA.Create(2048);
        var signature = alg switch
        {
            "none" => [],
            "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), bytes),
            "PS256" => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "RS512" => key.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            _ => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return head + "." + Base64UrlEncoder.Encode(signature);
    }

    private static string Part(JsonObject json) => Base64UrlEncoder.Encode(json.ToJsonString());

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.StartsWith("/keys", StringComparison.Ordinal))
        {
            await WriteAsync(http, IsDown ? new Answer(500, "") : new Answer(200, Keys()));
        }
        else if (path == "/metadata")
        {
            MetadataReads++;
            await WriteAsync(http, IsDown
                ? new Answer(500, "")
                : new Answer(200, $$"""{"issuer":"https://api.botframework.com","jwks_uri":"{{Url}}/keys"}"""));
        }
        else if (path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal))
        {
            var form = await http.Request.ReadFormAsync();
            await WriteAsync(http, form["scope"] == "https://api.botframework.com/.default" && form["client_id"] == AppId
                ? new Answer(200, $$"""{"token_type":"Bearer","expires_in":3600,"access_token":"t{{++TokensIssued}}"}""")
                : new Answer(400, """{"error":"invalid_client"}"""));
        }
        else
        {
            using var reader = new StreamReader(http.Request.Body);
            var raw = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
            var seen = new Seen(http.Request.Method, raw, http.Request.Headers.Authorization, await reader.ReadToEndAsync());
            Requests.Enqueue(seen);
            await WriteAsync(http, Connector(seen, Requests.Count));
        }
    }

    private string Keys() => JsonSerializer.Serialize(new
    {
        keys = keys.Select(entry => new
        {
            kty = "RSA",
            use = "sig",
            kid = entry.Key,
            n = Base64UrlEncoder.Encode(entry.Value.Key.ExportParameters(false).Modulus!),
            e = Base64UrlEncoder.Encode(entry.Value.Key.ExportParameters(false).Exponent!),
            endorsements = entry.Value.Endorsements,
        }),
    }, Crm.Bot.BotFramework.ActivityJson.Options);

    private static async Task WriteAsync(HttpContext http, Answer answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is not null)
        {
            http.Response.Headers.RetryAfter = answer.RetryAfter;
        }

        if (answer.Location is not null)
        {
            http.Response.Headers.Location = answer.Location;
        }

        if (answer.Body.Length > 0)
        {
            await http.Response.WriteAsync(answer.Body);
        }
    }
}

internal sealed record Seen(string Method, string Path, string? Authorization, string Body);

internal sealed record Answer(int Status, string Body, string? RetryAfter = null, string? Location = null);
