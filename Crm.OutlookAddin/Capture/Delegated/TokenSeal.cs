using System.Security.Cryptography;
using System.Xml.Linq;
using Crm.Core.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Identity.Abstractions;

namespace Crm.OutlookAddin.Capture.Delegated;

/// <summary>
/// Encrypts what is kept of a person's consent, with ASP.NET Core's Data Protection apart from the host's own services, which have none
/// (ApiSetup.ProtectNothing). All hosts share the keys, in the database; the certificates of Graph:TokenCertificates open them.
/// What was sealed for one person is not opened for another.
/// </summary>
internal sealed class TokenSeal(
    IOptions<GraphOptions> options, ICredentialsLoader loader, ISealingKeys keys, ILoggerFactory logs) : IHostedService, IDisposable
{
    private const string Purpose = "Crm.MailboxGrants.v1";
    private ServiceProvider? services;

    /// <summary>A certificate that cannot be loaded is told to whoever starts the host.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsDelegated)
        {
            return;
        }

        var certificates = await LoadedCertificates.LoadAsync(loader, options.Value.TokenCertificates, "Graph:TokenCertificates");
        if (certificates.FirstOrDefault(c => c.GetKeyAlgorithm() != Rsa) is { } other)
        {
            throw new InvalidOperationException(
                $"Graph:TokenCertificates: {other.Subject} has no RSA key, which encrypting the keys of tokens asks for.");
        }

        var collection = new ServiceCollection().AddSingleton(logs).AddLogging();
        var protection = collection.AddDataProtection().SetApplicationName("Crm.OutlookAddin");
        collection.Configure<KeyManagementOptions>(o => o.XmlRepository = new Repository(keys));
        if (certificates is [var newest, ..])
        {
            protection.ProtectKeysWithCertificate(newest).UnprotectKeysWithAnyCertificate([.. certificates]);
        }

        services = collection.BuildServiceProvider();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public byte[] Close(CurrentUser person, byte[] tokens) => Of(person).Protect(tokens);

    /// <exception cref="CryptographicException">It was sealed for somebody else, or with keys that this host cannot open.</exception>
    public byte[] Open(CurrentUser person, byte[] kept) => Of(person).Unprotect(kept);

    public void Dispose() => services?.Dispose();

    /// <summary>Object identifier of RSA keys (RFC 8017, appendix C).</summary>
    private const string Rsa = "1.2.840.113549.1.1.1";

    private IDataProtector Of(CurrentUser person) =>
        (services ?? throw new InvalidOperationException("Tokens are sealed where Graph:Access is Delegated, after the start."))
        .GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose, person.Tenant.Id.ToString(), person.Id.ToString());

    private sealed class Repository(ISealingKeys keys) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.All().Select(XElement.Parse)];

        public void StoreElement(XElement element, string friendlyName) =>
            keys.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
    }
}
