using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;

namespace Crm.OutlookAddin.Capture.Delegated;

/// <summary>The application to MSAL, as it exchanges people's tokens: with the same credentials as in its own name.</summary>
internal sealed class PeoplesEntra(IOptions<GraphApplication> application, ICredentialsLoader loader, IHttpClientFactory http)
    : IMsalHttpClientFactory
{
    public const string HttpClientName = "Graph.Entra.People";
    private readonly Lazy<List<CredentialDescription>> described = new(() => [.. application.Value.Credentials()]);

    public HttpClient GetHttpClient() => http.CreateClient(HttpClientName);

    /// <summary>One authority per tenant and never a common one.</summary>
    /// <exception cref="InvalidOperationException">None of the credentials can be loaded.</exception>
    public async Task<IConfidentialClientApplication> ApplicationAsync(Guid tenant)
    {
        var instance = new Uri(application.Value.Instance);
        var builder = ConfidentialClientApplicationBuilder.Create(application.Value.ClientId)
            .WithAuthority(new Uri(StandInWithoutHttps.AuthorityOf(instance), $"/{tenant}"))
            .WithInstanceDiscovery(!StandInWithoutHttps.IsOne(instance))
            .WithHttpClientFactory(this)
            .WithLegacyCacheCompatibility(false);
        foreach (var credential in described.Value)
        {
            if (credential.CredentialType is not CredentialType.Secret)
            {
                await loader.LoadCredentialsIfNeededAsync(credential);
            }

            if (With(builder, credential) is { } proved)
            {
                return proved.Build();
            }
        }

        throw new InvalidOperationException("AzureAd:ClientCredentials: none of them can be loaded.");
    }

    private static ConfidentialClientApplicationBuilder? With(
        ConfidentialClientApplicationBuilder builder, CredentialDescription credential) =>
        credential switch
        {
            { CredentialType: CredentialType.Secret, ClientSecret: { Length: > 0 } secret } => builder.WithClientSecret(secret),
            { Certificate: { } certificate } => builder.WithCertificate(certificate, sendX5C: true),
            { CachedValue: ClientAssertionProviderBase signer } => builder.WithClientAssertion(signer.GetSignedAssertionAsync),
            _ => null,
        };
}
