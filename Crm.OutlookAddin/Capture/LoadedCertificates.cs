using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Abstractions;

namespace Crm.OutlookAddin.Capture;

/// <summary>Certificates that a setting describes, with their private keys.</summary>
internal static class LoadedCertificates
{
    /// <param name="loader">Microsoft.Identity.Web's.</param>
    /// <param name="described">In the words of AzureAd:ClientCredentials.</param>
    /// <param name="setting">Named to whoever starts the host.</param>
    /// <exception cref="InvalidOperationException">One of them cannot be loaded, or its private key is not there.</exception>
    public static async Task<IReadOnlyList<X509Certificate2>> LoadAsync(
        ICredentialsLoader loader, IReadOnlyList<CredentialDescription> described, string setting)
    {
        var certificates = new List<X509Certificate2>(described.Count);
        foreach (var one in described.Select(GraphApplication.Readable))
        {
            try
            {
                await loader.LoadCredentialsIfNeededAsync(one);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                throw new InvalidOperationException($"{setting}: the one from {one.SourceType} cannot be loaded: {failed.Message}", failed);
            }

            certificates.Add(one.Certificate is { HasPrivateKey: true } certificate
                ? certificate
                : throw new InvalidOperationException($"{setting}: {one.SourceType} gives no certificate with its private key."));
        }

        return certificates;
    }
}
