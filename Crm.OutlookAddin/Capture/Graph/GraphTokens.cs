using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Kiota.Abstractions.Authentication;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>
/// Application tokens, one authority per tenant and never a common one. The SDK's own credential adapter sends no token at all to a
/// host that it does not know, so the provider is ours.
/// </summary>
internal sealed class GraphTokens(IHttpClientFactory http, IOptions<GraphOptions> graph, IOptions<GraphApplication> application, TimeProvider clock)
{
    public const string HttpClientName = "Graph.Entra";
    private static readonly TimeSpan BeforeItEnds = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<Guid, TokenCredential> credentials = new();
    private readonly ConcurrentDictionary<Guid, (string Token, DateTimeOffset Until)> plain = new();

    private string Scope => $"{new Uri(graph.Value.BaseUrl).GetLeftPart(UriPartial.Authority)}/.default";

    private bool IsStandIn => new Uri(application.Value.Instance).IsLoopback;

    public IAccessTokenProvider For(Guid entraTenantId) => new Provider(this, entraTenantId, new AllowedHostsValidator([graph.Value.Base.Host]));

    /// <summary>A refused token is not asked for again.</summary>
    public void Forget(Guid entraTenantId) => plain.TryRemove(entraTenantId, out _);

    private async Task<string> GetAsync(Guid tenant, CancellationToken ct) => IsStandIn
        ? await PlainAsync(tenant, ct)
        : (await credentials.GetOrAdd(tenant, Credential).GetTokenAsync(new TokenRequestContext([Scope]), ct)).Token;

    /// <summary>A stand-in on this machine has no https, which Azure.Identity insists on; the request is the same.</summary>
    private async Task<string> PlainAsync(Guid tenant, CancellationToken ct)
    {
        if (plain.TryGetValue(tenant, out var known) && clock.GetUtcNow() < known.Until)
        {
            return known.Token;
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = application.Value.ClientId,
            ["client_secret"] = application.Value.ClientSecret,
            ["scope"] = "https://graph.microsoft.com/.default",
        });
        using var client = http.CreateClient(HttpClientName);
        using var answer = await client.PostAsync(new Uri($"{application.Value.Instance.TrimEnd('/')}/{tenant}/oauth2/v2.0/token"), form, ct);
        answer.EnsureSuccessStatusCode();
        var token = await answer.Content.ReadFromJsonAsync<TokenAnswer>(ct) ?? throw new HttpRequestException("Entra ID answered nothing.");
        plain[tenant] = (token.AccessToken, clock.GetUtcNow().AddSeconds(token.ExpiresIn) - BeforeItEnds);
        return token.AccessToken;
    }

    private TokenCredential Credential(Guid tenant)
    {
        var app = application.Value;
        return app.ClientCertificates.Count > 0
            ? new ClientCertificateCredential(tenant.ToString(), app.ClientId, Load(app.ClientCertificates[0]),
                new ClientCertificateCredentialOptions { AuthorityHost = new Uri(app.Instance), SendCertificateChain = true })
            : new ClientSecretCredential(tenant.ToString(), app.ClientId, app.ClientSecret, new ClientSecretCredentialOptions { AuthorityHost = new Uri(app.Instance) });
    }

    private static X509Certificate2 Load(GraphCertificate certificate) => certificate.SourceType switch
    {
        "Base64Encoded" => X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(certificate.Base64EncodedValue ?? ""), certificate.CertificatePassword),
        "Path" when Path.GetExtension(certificate.CertificateDiskPath) is ".pem" => X509Certificate2.CreateFromPemFile(certificate.CertificateDiskPath!),
        "Path" => X509CertificateLoader.LoadPkcs12FromFile(certificate.CertificateDiskPath ?? "", certificate.CertificatePassword),
        var other => throw new InvalidOperationException($"AzureAd:ClientCertificates: SourceType is Path or Base64Encoded, not {other}."),
    };

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
