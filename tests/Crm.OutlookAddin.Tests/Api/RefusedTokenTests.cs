namespace Crm.OutlookAddin.Tests.Api;

/// <summary>A token that is refused says in the log why, and to its bearer nothing.</summary>
public sealed class RefusedTokenTests : IAsyncLifetime
{
    private const string VersionOne = "requestedAccessTokenVersion";

    private readonly Guid alex = Guid.CreateVersion7();
    private TestPane pane = null!;

    public async Task InitializeAsync()
    {
        pane = await TestPane.StartAsync();
        await pane.World.UserAsync("Alex Wilber", oid: alex);
    }

    public async Task DisposeAsync() => await pane.DisposeAsync();

    /// <summary>What the registration's default gives, and the same spoilt.</summary>
    [Theory]
    [InlineData("as it comes", null, null)]
    [InlineData("without scp", "scp", null)]
    [InlineData("of another client", "appid", "77777777-7777-4777-8777-777777777777")]
    [InlineData("of another tenant", "tid", "88888888-8888-4888-8888-888888888888")]
    [InlineData("with the issuer of version 2.0", "iss", "{instance}{tenant}/v2.0")]
    [InlineData("for the App ID URI", "aud", "api://" + TestPane.ClientId)]
    [InlineData("for the App ID URI with a domain", "aud", "api://crm.example.com/" + TestPane.ClientId)]
    [InlineData("without a version", "ver", null)]
    [InlineData("without a user principal name", "upn", null)]
    [InlineData("of a national cloud's name", "appidacr", "1")]
    public async Task A_version_one_token_is_refused_and_the_log_names_the_setting(string what, string? claim, string? value)
    {
        Assert.NotEmpty(what);
        var claims = new JsonObject
        {
            ["aud"] = TestPane.ClientId, ["iss"] = $"https://sts.windows.net/{World.Contoso}/", ["ver"] = "1.0",
            ["tid"] = $"{World.Contoso}", ["oid"] = $"{alex}",
            ["sub"] = $"{alex}", ["appid"] = TestPane.ClientId, ["appidacr"] = "0", ["scp"] = "Crm.Access", ["name"] = "Alex Wilber",
            ["upn"] = "alexw@contoso.example",
        };
        if (claim is not null)
        {
            claims[claim] = value?.Replace("{instance}", pane.Instance, StringComparison.Ordinal)
                .Replace("{tenant}", $"{World.Contoso}", StringComparison.Ordinal);
        }

        using var answer = await pane.SendAsync(HttpMethod.Get, "/api/companies", pane.Token(claims));

        var problem = await answer.ProblemAsync(401);
        Assert.DoesNotContain(VersionOne, problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(pane.Log, line => line.Contains(VersionOne, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("aud", "00000003-0000-0000-c000-000000000000", "audience")]
    [InlineData("iss", "https://login.example/", "issuer")]
    [InlineData("tid", null, "issuer")]
    [InlineData("oid", null, "object id")]
    [InlineData("exp", null, "never expires")]
    public async Task The_log_names_what_is_wrong(string claim, string? value, string cause)
    {
        using var answer = await pane.SendAsync(HttpMethod.Get, "/api/companies", pane.Token(pane.Claims(alex, null, (claim, value))));

        await answer.ProblemAsync(401);
        Assert.Single(pane.Log, line => line.Contains(cause, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_tells_old_forged_and_broken_tokens_apart()
    {
        var good = pane.Token(pane.Claims(alex)).Split('.');
        foreach (var token in new[] { pane.Token(pane.Claims(alex), lifetimeSeconds: -600), $"{good[0]}.{good[1]}.{good[2][..^8]}AAAAAAAA",
            "not.a.token", "nothing" })
        {
            using var answer = await pane.SendAsync(HttpMethod.Get, "/api/companies", token);
            await answer.ProblemAsync(401);
        }

        Assert.Collection(
            pane.Log, line => Assert.Contains("has expired", line), line => Assert.Contains("signature", line),
            line => Assert.Contains("token", line), line => Assert.Contains("token", line));
        Assert.DoesNotContain(pane.Log, line => line.Contains("alex", StringComparison.OrdinalIgnoreCase)
            || line.Contains(good[2], StringComparison.Ordinal));
    }
}
