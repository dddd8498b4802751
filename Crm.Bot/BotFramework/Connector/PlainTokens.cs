using System.Text.Json.Serialization;

namespace Crm.Bot.BotFramework;

/// <summary>
/// The same client-credentials request that MSAL makes, for a stand-in of Entra ID on this machine: MSAL refuses authorities without https.
/// The options' validator allows such an instance in Development only.</summary>
internal sealed class PlainTokens(IHttpClientFactory http, BotOptions options, TimeProvider clock) : IConnectorTokens
{
    private static readonly TimeSpan BeforeItEnds = TimeSpan.FromMinutes(5);

    private volatile Cached? kept;

    public async Task<string?> GetAsync(bool fresh, CancellationToken ct)
    {
        if (!fresh && kept is { } cached && clock.GetUtcNow() < cached.Until)
        {
            return cached.Token;
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.AppId,
            ["client_secret"] = options.AppPassword,
            ["scope"] = SecretTokens.Scope,
        });
        try
        {
            using var client = http.CreateClient(MsalHttp.ClientName);
            using var answer = await client.PostAsync(new Uri($"{SecretTokens.Authority(options)}/oauth2/v2.0/token"), form, ct);
            answer.EnsureSuccessStatusCode();
            var token = await answer.Content.ReadFromJsonAsync<TokenAnswer>(ct) ?? throw new JsonException();
            kept = new Cached(token.AccessToken, clock.GetUtcNow().AddSeconds(token.ExpiresIn) - BeforeItEnds);
            return token.AccessToken;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            throw new ConnectorException("No token for the connector.", failure) { Code = "token" };
        }
    }

    private sealed record Cached(string Token, DateTimeOffset Until);

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token"), JsonRequired] string AccessToken,
        [property: JsonPropertyName("expires_in"), JsonRequired] int ExpiresIn);
}
