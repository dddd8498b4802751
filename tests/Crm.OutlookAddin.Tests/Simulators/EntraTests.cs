using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Crm.OutlookAddin.Tests.Simulators;

public sealed class EntraTests : SimulationTests
{
    [Fact]
    public async Task A_signed_in_users_token_verifies_against_the_published_keys()
    {
        const string Verifier = "a-verifier-that-is-long-enough-for-the-standard-0123456789";
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
            { BaseAddress = Simulation.Http.BaseAddress };

        using var redirect = await browser.GetAsync(
            $"entra/{Simulation.TenantId}/oauth2/v2.0/authorize?client_id={Simulation.ApiClientId}"
                + $"&response_type=code&redirect_uri=http://localhost/back&state=s1"
            + $"&scope=api://{Simulation.ApiClientId}/Crm.Access&login_hint=alexw@contoso.example"
            + $"&code_challenge={challenge}&code_challenge_method=S256");
        var back = QueryHelpers.ParseQuery(redirect.Headers.Location!.Query);
        using var answer = await Simulation.TokenRequestAsync(
            "authorization_code", ("code", back["code"]!), ("redirect_uri", "http://localhost/back"), ("code_verifier", Verifier));
        var tokens = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

        var result = await ValidateAsync(tokens["access_token"]!.GetValue<string>());
        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal("s1", back["state"]);
        Assert.Equal(Simulation.Alex, result.Claims["oid"]);
        Assert.Equal("Crm.Access", result.Claims["scp"]);
        Assert.Equal("2.0", result.Claims["ver"]);
        using var refreshed = await Simulation.TokenRequestAsync(
            "refresh_token", ("refresh_token", tokens["refresh_token"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
    }

    [Fact]
    public async Task A_code_without_its_verifier_is_worth_nothing()
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
            { BaseAddress = Simulation.Http.BaseAddress };
        using var redirect = await browser.GetAsync(
            $"entra/{Simulation.TenantId}/oauth2/v2.0/authorize?client_id={Simulation.ApiClientId}"
                + $"&redirect_uri=http://localhost/back&login_hint=alexw@contoso.example&code_challenge=abc");
        var code = QueryHelpers.ParseQuery(redirect.Headers.Location!.Query)["code"].ToString();

        using var answer = await Simulation.TokenRequestAsync(
            "authorization_code", ("code", code), ("redirect_uri", "http://localhost/back"));

        Assert.Equal("invalid_grant", (await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_with_the_number_administrators_know()
    {
        using var answer = await Simulation.TokenRequestAsync(
            "client_credentials", ("scope", "https://graph.microsoft.com/.default"), ("client_secret", "wrong"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(7000215, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["error_codes"]![0]!.GetValue<int>());
    }

    [Fact]
    public async Task Any_token_can_be_minted_and_an_expired_or_foreign_one_does_not_pass()
    {
        var issuer = $"{Simulation.Http.BaseAddress}entra/{Simulation.TenantId}/v2.0";
        async Task<string> MintAsync(object order)
        {
            using var answer = await Simulation.Http.PostAsJsonAsync("entra/mint", order);
            return await answer.Content.ReadAsStringAsync();
        }

        var good = await MintAsync(new { claims = new { iss = issuer, aud = Simulation.ApiClientId } });
        var expired = await MintAsync(new { claims = new { iss = issuer, aud = Simulation.ApiClientId }, ttl = -600 });
        var foreign = await MintAsync(new { claims = new { iss = issuer, aud = "somebody-else" } });

        Assert.True((await ValidateAsync(good)).IsValid);
        Assert.IsType<SecurityTokenExpiredException>((await ValidateAsync(expired)).Exception);
        Assert.IsType<SecurityTokenInvalidAudienceException>((await ValidateAsync(foreign)).Exception);
    }

    [Fact]
    public async Task The_channels_keys_say_which_channel_they_speak_for_and_can_rotate_and_go_down()
    {
        const string Metadata = "entra/botframework/v1/.well-known/openidconfiguration";
        var configuration = await Simulation.Http.GetFromJsonAsync<JsonObject>(Metadata);
        var keys = (await Simulation.Http.GetFromJsonAsync<JsonObject>(configuration!["jwks_uri"]!.GetValue<string>()))!["keys"]!.AsArray();
        Assert.Equal("https://api.botframework.com", configuration["issuer"]!.GetValue<string>());
        Assert.Equal(["msteams", "webchat"], keys.Single(key => key!["kid"]!.GetValue<string>() == "k1")!["endorsements"]!.AsArray()
            .Select(one => one!.GetValue<string>()));

        using var rotated = await Simulation.Http.PostAsync("control/keys/rotate", null);
        keys = (await Simulation.Http.GetFromJsonAsync<JsonObject>(configuration["jwks_uri"]!.GetValue<string>()))!["keys"]!.AsArray();
        using var switched = await Simulation.Http.PostAsync("control/metadata?up=false", null);
        using var down = await Simulation.Http.GetAsync(Metadata);

        Assert.DoesNotContain("k1", keys.Select(key => key!["kid"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, down.StatusCode);
    }

    private async Task<TokenValidationResult> ValidateAsync(string token)
    {
        var jwks = await Simulation.Http.GetStringAsync($"entra/{Simulation.TenantId}/discovery/v2.0/keys");
        return await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = new JsonWebKeySet(jwks).GetSigningKeys(),
            ValidIssuer = $"{Simulation.Http.BaseAddress}entra/{Simulation.TenantId}/v2.0",
            ValidAudience = Simulation.ApiClientId,
            ValidAlgorithms = ["RS256"],
        });
    }
}
