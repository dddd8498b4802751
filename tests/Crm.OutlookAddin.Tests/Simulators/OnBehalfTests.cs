namespace Crm.OutlookAddin.Tests.Simulators;

/// <summary>The stand-in's exchange of a person's token for one of Graph's refuses what Entra refuses.</summary>
public sealed class OnBehalfTests : SimulationTests
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private const string MailRead = "https://graph.microsoft.com/Mail.Read";

    [Fact]
    public async Task A_persons_token_becomes_one_for_their_own_mailbox_and_no_other()
    {
        var tokens = await ReadAsync(await ExchangeAsync(await TokenAsync(), scope: $"{MailRead} openid offline_access"));
        var token = tokens["access_token"]!.GetValue<string>();

        Assert.Equal(MailRead, tokens["scope"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.OK, null), await AskAsync($"users/{Simulation.Alex}/messages", token));
        foreach (var foreign in new[] { "users/meganb@contoso.example/messages", "users/meganb@contoso.example/events", "groups" })
        {
            Assert.Equal((HttpStatusCode.Forbidden, "ErrorAccessDenied"), await AskAsync(foreign, token));
        }
    }

    [Fact]
    public async Task A_refresh_token_is_given_for_offline_access_alone_and_another_one_at_each_use()
    {
        var without = await ReadAsync(await ExchangeAsync(await TokenAsync()));
        var with = await ReadAsync(await ExchangeAsync(await TokenAsync(), scope: $"{MailRead} offline_access"));
        var first = with["refresh_token"]!.GetValue<string>();

        var renewed = await ReadAsync(await RefreshAsync(first));
        await OrderAsync(new { user = Simulation.Alex, revoke = true });

        Assert.Null(without["refresh_token"]);
        Assert.NotEqual(first, renewed["refresh_token"]!.GetValue<string>());
        Assert.Equal(("invalid_grant", 50173), await RefusedAsync(await RefreshAsync(renewed["refresh_token"]!.GetValue<string>())));
        Assert.Equal(("invalid_grant", 50173), await RefusedAsync(await RefreshAsync(first)));
        Assert.Equal(HttpStatusCode.OK, (await ExchangeAsync(await TokenAsync())).StatusCode); // Who signs in anew begins anew.
    }

    [Theory]
    [InlineData("someone-elses-api", 3600, "Crm.Access", 500131)]
    [InlineData(Simulation.ApiClientId, -600, "Crm.Access", 500133)]
    [InlineData(Simulation.ApiClientId, 3600, null, 7000114)]
    public async Task An_assertion_for_another_one_ended_or_of_an_application_is_refused(
        string audience, int lifetime, string? scope, int number) =>
        Assert.Equal(("invalid_grant", number), await RefusedAsync(await ExchangeAsync(await TokenAsync(audience, lifetime, scope))));

    [Fact]
    public async Task A_changed_assertion_is_refused()
    {
        var token = await TokenAsync();

        Assert.Equal(("invalid_grant", 50013), await RefusedAsync(await ExchangeAsync(token[..^8] + "AAAAAAAA")));
    }

    [Theory]
    [InlineData("missing", "invalid_grant", 65001)]
    [InlineData("challenged", "interaction_required", 50076)]
    public async Task Without_consent_there_is_no_token(string state, string error, int number)
    {
        await OrderAsync(new { user = Simulation.Alex, state });

        Assert.Equal((error, number), await RefusedAsync(await ExchangeAsync(await TokenAsync())));
    }

    private async Task<string> TokenAsync(string audience = Simulation.ApiClientId, int lifetime = 3600, string? scope = "Crm.Access")
    {
        using var answer = await Simulation.Http.PostAsJsonAsync(
            "entra/mint", new { claims = new { aud = audience, oid = Simulation.Alex, scp = scope }, ttl = lifetime });
        return await answer.Content.ReadAsStringAsync();
    }

    private Task<HttpResponseMessage> ExchangeAsync(string assertion, string scope = MailRead) => Simulation.TokenRequestAsync(
        GrantType, ("client_secret", "simulated-secret"), ("requested_token_use", "on_behalf_of"), ("assertion", assertion),
        ("scope", scope));

    private Task<HttpResponseMessage> RefreshAsync(string token) =>
        Simulation.TokenRequestAsync("refresh_token", ("client_secret", "simulated-secret"), ("refresh_token", token));

    private async Task OrderAsync(object consent)
    {
        using var answer = await Simulation.Http.PostAsJsonAsync("control/consent", consent);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        }
    }

    private static async Task<(string Error, int Number)> RefusedAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var said = await ReadAsync(answer);
        return (said["error"]!.GetValue<string>(), said["error_codes"]![0]!.GetValue<int>());
    }

    private async Task<(HttpStatusCode Status, string? Code)> AskAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"graph/v1.0/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await Simulation.Http.SendAsync(request);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]?["code"]?.GetValue<string>());
    }
}
