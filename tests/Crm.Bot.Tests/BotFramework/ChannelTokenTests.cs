namespace Crm.Bot.Tests.BotFramework;

public sealed class ChannelTokenTests : IAsyncLifetime
{
    private const string Tenant = TestBot.Tenant;
    private ChannelStandIn channel = null!;
    private TestBot bot = null!;
    private int turns;

    public async Task InitializeAsync()
    {
        channel = await ChannelStandIn.StartAsync();
        bot = await TestBot.StartAsync(channel, (_, _) =>
        {
            Interlocked.Increment(ref turns);
            return Task.FromResult(TurnResult.Done);
        });
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await channel.DisposeAsync();
    }

    /// <summary>
    /// What is presented, what it gets. The first 21 are those that were put to Microsoft's own SDK; the four it answers differently
    /// are said so.</summary>
    public static TheoryData<string, int> Presented => new()
    {
        { "a good token", 200 },
        { "no header", 401 },
        { "garbage", 401 },
        { "another audience", 401 },
        { "another issuer", 401 },
        { "expired ten minutes ago", 401 },
        { "expired two minutes ago, within the skew", 200 },
        { "valid in ten minutes (the SDK answers 500)", 401 },
        { "a key that does not endorse Teams", 403 },
        { "another service URL in the token", 403 },
        { "no service URL in the token", 403 },
        { "a tampered payload (the SDK answers 500)", 401 },
        { "algorithm none", 401 },
        { "two audiences", 401 },
        { "no expiry (the SDK accepts it)", 401 },
        { "an activity of another channel", 403 },
        { "an activity with another service URL", 403 },
        { "an Emulator token of version 1 (the SDK accepts it)", 401 },
        { "an Emulator token of version 2 (the SDK accepts it)", 401 },
        { "an Emulator token of another app", 401 },
        { "a user's token for the CRM's API", 401 },
        { "valid in two minutes, within the skew", 200 },
        { "the audience as a list of one", 401 },
        { "no audience", 401 },
        { "HS256 with the public key as the secret", 401 },
        { "PS256", 401 },
        { "RS512", 200 },
        { "signed by a stranger under a known key id", 401 },
        { "an unknown key id", 401 },
        { "no key id", 401 },
        { "a key without endorsements", 403 },
        { "the service URL in other case", 200 },
        { "the service URL without its slash", 200 },
        { "the service URL with two slashes", 403 },
        { "bearer in lower case", 200 },
        { "the token alone, without a scheme", 401 },
        { "another scheme", 401 },
        { "an activity without a channel", 403 },
        { "an activity without a service URL", 403 },
        { "two tenants", 403 },
        { "webchat, for which the key is endorsed", 403 },
        { "Direct Line, for which the key is endorsed", 403 },
        { "the emulator with a genuine token", 403 },
        { "the playground with a genuine token", 403 },
        { "Teams in other letters", 403 },
        { "a conversation without a tenant", 403 },
        { "a conversation whose tenant isn't a GUID", 403 },
        { "a press in a conversation without a tenant", 403 },
        { "an activity without any tenant", 403 },
        { "an update that names its tenant in the channel data", 200 },
        { "an update without any tenant", 403 },
        { "the same tenant in two spellings", 200 },
        { "two Authorization headers", 401 },
        { "two tokens in one header", 401 },
    };

    [Theory]
    [MemberData(nameof(Presented))]
    public async Task A_caller_that_presents(string what, int expected)
    {
        var (headers, activity) = Case(what);

        var status = await bot.StatusAsync(activity, headers);

        Assert.Equal((HttpStatusCode)expected, status);
        Assert.Equal(expected == 200 ? 1 : 0, turns);
    }

    private (string[] Headers, JsonObject Activity) Case(string what)
    {
        var activity = TestBot.Activity();
        (string[], JsonObject) With(string token, Action<JsonObject>? change = null)
        {
            change?.Invoke(activity);
            return (["Bearer " + token], activity);
        }

        (string[], JsonObject) Claim(string name, JsonNode? value) => With(channel.Token(claims => Set(claims, name, value)));

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return what switch
        {
            "a good token" => With(channel.Token()),
            "no header" => ([], activity),
            "garbage" => With("abc"),
            "another audience" => Claim("aud", "other"),
            "another issuer" => Claim("iss", "https://evil"),
            "expired ten minutes ago" => With(channel.Token(ttl: -600)),
            "expired two minutes ago, within the skew" => With(channel.Token(ttl: -120)),
            "valid in ten minutes (the SDK answers 500)" => Claim("nbf", now + 600),
            "valid in two minutes, within the skew" => Claim("nbf", now + 120),
            "a key that does not endorse Teams" => With(channel.Token(kid: "k2")),
            "another service URL in the token" => Claim("serviceurl", "https://evil.example/"),
            "no service URL in the token" => Claim("serviceurl", null),
            "a tampered payload (the SDK answers 500)" => With(Tampered(channel.Token())),
            "algorithm none" => With(channel.Token(alg: "none")),
            "two audiences" => Claim("aud", new JsonArray(ChannelStandIn.AppId, "y")),
            "the audience as a list of one" => Claim("aud", new JsonArray(ChannelStandIn.AppId)),
            "no audience" => Claim("aud", null),
            "no expiry (the SDK accepts it)" => Claim("exp", null),
            "an activity of another channel" => With(channel.Token(), a => a["channelId"] = "slack"),
            "an activity with another service URL" => With(channel.Token(), a => a["serviceUrl"] = "https://evil.example/"),
            "an Emulator token of version 1 (the SDK accepts it)" =>
                With(Emulator("https://sts.windows.net/" + Tenant + "/", "1.0", "appid")),
            "an Emulator token of version 2 (the SDK accepts it)" =>
                With(Emulator("https://login.microsoftonline.com/" + Tenant + "/v2.0", "2.0", "azp")),
            "an Emulator token of another app" => With(Emulator("https://sts.windows.net/" + Tenant + "/", "1.0", "other")),
            "a user's token for the CRM's API" => With(channel.Token(claims =>
            {
                claims["iss"] = $"https://login.microsoftonline.com/{Tenant}/v2.0";
                claims["aud"] = "api://crm/" + ChannelStandIn.AppId;
                claims["scp"] = "access_as_user";
            })),
            "HS256 with the public key as the secret" => With(channel.Token(alg: "HS256")),
            "PS256" => With(channel.Token(alg: "PS256")),
            "RS512" => With(channel.Token(alg: "RS512")),
            "signed by a stranger under a known key id" => With(Stranger()),
            "an unknown key id" => With(channel.Token(kid: "unknown")),
            "no key id" => With(channel.Token(kid: "")),
            "a key without endorsements" => With(channel.Token(kid: "bare")),
            "the service URL in other case" => Claim("serviceurl", "HTTPS://SMBA.trafficmanager.NET/teams/"),
            "the service URL without its slash" => Claim("serviceurl", "https://smba.trafficmanager.net/teams"),
            "the service URL with two slashes" => Claim("serviceurl", "https://smba.trafficmanager.net/teams//"),
            "bearer in lower case" => (["bearer " + channel.Token()], activity),
            "the token alone, without a scheme" => ([channel.Token()], activity),
            "another scheme" => (["Basic " + channel.Token()], activity),
            "an activity without a channel" => With(channel.Token(), a => a.Remove("channelId")),
            "an activity without a service URL" => With(channel.Token(), a => a.Remove("serviceUrl")),
            "webchat, for which the key is endorsed" => With(channel.Token(), a => a["channelId"] = "webchat"),
            "Direct Line, for which the key is endorsed" => With(channel.Token(), a => a["channelId"] = "directline"),
            "the emulator with a genuine token" => With(channel.Token(), a => a["channelId"] = "emulator"),
            "the playground with a genuine token" => With(channel.Token(), a => a["channelId"] = "playground"),
            "Teams in other letters" => With(channel.Token(), a => a["channelId"] = "MSTeams"),
            "a conversation without a tenant" => With(channel.Token(), a => a["conversation"]!.AsObject().Remove("tenantId")),
            "a conversation whose tenant isn't a GUID" => With(channel.Token(), a =>
            {
                a["conversation"]!["tenantId"] = "contoso.example";
                a.Remove("channelData");
            }),
            "a press in a conversation without a tenant" => With(channel.Token(), a =>
            {
                (a["type"], a["name"]) = ("invoke", "adaptiveCard/action");
                a["conversation"]!.AsObject().Remove("tenantId");
            }),
            "an activity without any tenant" => With(channel.Token(), Tenantless),
            "an update that names its tenant in the channel data" => With(channel.Token(), a =>
            {
                a["type"] = "conversationUpdate";
                a["conversation"]!.AsObject().Remove("tenantId");
            }),
            "an update without any tenant" => With(channel.Token(), a =>
            {
                a["type"] = "conversationUpdate";
                Tenantless(a);
            }),
            "two tenants" => With(channel.Token(), a => a["channelData"]!["tenant"]!["id"] = "44444444-4444-4444-8444-444444444444"),
            "the same tenant in two spellings" => With(channel.Token(), a =>
            {
                a["conversation"]!["tenantId"] = "aaaaaaaa-1111-4111-8111-111111111111";
                a["channelData"]!["tenant"]!["id"] = "AAAAAAAA-1111-4111-8111-111111111111";
            }),
            "two Authorization headers" => (["Bearer " + channel.Token(), "Bearer " + channel.Token()], activity),
            "two tokens in one header" => With(channel.Token() + ", Bearer " + channel.Token()),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
    }

    [Fact]
    public async Task A_stranger_is_refused_before_the_body_is_looked_at()
    {
        using var answer = await bot.PostAsync("{not json");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal(0, channel.MetadataReads);
    }

    [Fact]
    public async Task A_token_of_another_issuer_makes_nobody_fetch_keys()
    {
        await bot.StatusAsync(TestBot.Activity(), "Bearer " + channel.Token(c => c["iss"] = "https://evil"));

        Assert.Equal(0, channel.MetadataReads);
    }

    private string Emulator(string issuer, string version, string appClaim) => channel.Token(claims =>
    {
        claims.Remove("serviceurl");
        claims["iss"] = issuer;
        claims["ver"] = version;
        claims["tid"] = Tenant;
        claims[appClaim == "other" ? "appid" : appClaim] = appClaim == "other" ? "other" : ChannelStandIn.AppId;
    });

    private string Stranger()
    {
        var honest = channel.Token().Split('.');
        return string.Join('.', honest[0], honest[1], channel.Token(c => c["x"] = 1).Split('.')[2]);
    }

    private static string Tampered(string token)
    {
        var parts = token.Split('.');
        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!;
        claims["x"] = 1;
        return string.Join('.', parts[0], Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(claims.ToJsonString())), parts[2]);
    }

    private static void Tenantless(JsonObject activity)
    {
        activity["conversation"]!.AsObject().Remove("tenantId");
        activity.Remove("channelData");
    }

    private static void Set(JsonObject claims, string name, JsonNode? value)
    {
        claims.Remove(name);
        if (value is not null)
        {
            claims[name] = value;
        }
    }
}
