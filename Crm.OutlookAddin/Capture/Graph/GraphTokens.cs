using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Microsoft.Identity.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>
/// Application tokens, one authority per tenant and never a common one, from Microsoft.Identity.Web. The SDK's own credential adapter
/// sends no token at all to a host that it does not know, so the provider is ours.
/// </summary>
internal sealed class GraphTokens(
    ITokenAcquirerFactory acquirers, IHttpClientFactory http, IOptions<GraphOptions> graph, IOptions<GraphApplication> application,
    TimeProvider clock)
{
    public const string HttpClientName = "Graph.Entra";
    private static readonly TimeSpan BeforeItEnds = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<Guid, ITokenAcquirer> known = new();
    private readonly ConcurrentDictionary<Guid, bool> refused = new();
    private readonly ConcurrentDictionary<Guid, (string Token, DateTimeOffset Until)> plain = new();

    private string Scope => $"{new Uri(graph.Value.BaseUrl).GetLeftPart(UriPartial.Authority)}/.default";

    private bool IsStandIn => new Uri(application.Value.Instance).IsLoopback;

    public IAccessTokenProvider For(Guid entraTenantId) =>
        new Provider(this, entraTenantId, new AllowedHostsValidator([graph.Value.Base.Host]));

    /// <summary>A refused token is not asked for again.</summary>
    public void Forget(Guid entraTenantId)
    {
        plain.TryRemove(entraTenantId, out _);
        refused[entraTenantId] = true;
    }

    private async Task<string> GetAsync(Guid tenant, CancellationToken ct) => IsStandIn
        ? await PlainAsync(tenant, ct)
        : (await known.GetOrAdd(tenant, Acquirer)
            .GetTokenForAppAsync(Scope, new AcquireTokenOptions { ForceRefresh = refused.TryRemove(tenant, out _) }, ct)).AccessToken!;

    /// <summary>A stand-in on this machine has no https, which MSAL insists on; the request is the same.</summary>
    private async Task<string> PlainAsync(Guid tenant, CancellationToken ct)
    {
        if (plain.TryGetValue(tenant, out var kept) && clock.GetUtcNow() < kept.Until)
        {
            return kept.Token;
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = application.Value.ClientId,
            ["client_secret"] = application.Value.ClientSecret,
            ["scope"] = "https://graph.microsoft.com/.default",
        });
        using var client = http.CreateClient(HttpClientName);
        using var answer = await client.PostAsync(
            new Uri($"{application.Value.Instance.TrimEnd('/')}/{tenant}/oauth2/v2.0/token"), form, ct);
        answer.EnsureSuccessStatusCode();
        var token = await answer.Content.ReadFromJsonAsync<TokenAnswer>(ct) ?? throw new HttpRequestException("Entra ID answered nothing.");
        plain[tenant] = (token.AccessToken, clock.GetUtcNow().AddSeconds(token.ExpiresIn) - BeforeItEnds);
        return token.AccessToken;
    }

    private ITokenAcquirer Acquirer(Guid tenant) => acquirers.GetTokenAcquirer(new MicrosoftIdentityApplicationOptions
    {
        Instance = application.Value.Instance,
        TenantId = tenant.ToString(),
        ClientId = application.Value.ClientId,
        ClientCredentials = application.Value.Credentials(),
        SendX5C = true,
    });

    private sealed class Provider(GraphTokens tokens, Guid tenant, AllowedHostsValidator hosts) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator => hosts;

        public async Task<string> GetAuthorizationTokenAsync(
            Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
            hosts.IsUrlHostValid(uri) ? await tokens.GetAsync(tenant, cancellationToken) : "";
    }

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token"), JsonRequired] string AccessToken,
        [property: JsonPropertyName("expires_in"), JsonRequired] int ExpiresIn);
}
