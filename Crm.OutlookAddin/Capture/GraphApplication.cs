using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Abstractions;

namespace Crm.OutlookAddin.Capture;

/// <summary>Section AzureAd, as far as the application that reads Graph needs it, in Microsoft.Identity.Web's names.</summary>
public sealed class GraphApplication
{
    public const string Section = "AzureAd";

    public string Instance { get; set; } = "https://login.microsoftonline.com/";

    public string ClientId { get; set; } = "";

    /// <summary>The older name of a secret; used where nothing else is set.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The older name of certificates; preferred to a secret.</summary>
    public List<CredentialDescription> ClientCertificates { get; } = [];

    /// <summary>
    /// Preferred to both: a certificate (StoreWithThumbprint, StoreWithDistinguishedName, KeyVault, Path, Base64Encoded), a managed
    /// identity (SignedAssertionFromManagedIdentity), a workload's file (SignedAssertionFilePath) or a secret (ClientSecret), the first
    /// that works.
    /// </summary>
    public List<CredentialDescription> ClientCredentials { get; } = [];

    public bool HasCredential => ClientCredentials.Count > 0 || ClientCertificates.Count > 0 || ClientSecret.Length > 0;

    public IEnumerable<CredentialDescription> Credentials() =>
        ClientCredentials.Count > 0 ? [.. ClientCredentials.Select(Readable)]
        : ClientCertificates.Count > 0 ? [.. ClientCertificates.Select(Readable)]
        : [new CredentialDescription { SourceType = CredentialSource.ClientSecret, ClientSecret = ClientSecret }];

    /// <summary>Microsoft.Identity.Web reads PFX files; a PEM file with its key is read here.</summary>
    public static CredentialDescription Readable(CredentialDescription credential) =>
        credential.SourceType is CredentialSource.Path && Path.GetExtension(credential.CertificateDiskPath) is ".pem"
            ? new CredentialDescription
            {
                SourceType = CredentialSource.Certificate,
                Certificate = X509Certificate2.CreateFromPemFile(credential.CertificateDiskPath!),
            }
            : credential;
}
