using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Abstractions;

namespace Crm.OutlookAddin.Capture.Notifications;

/// <summary>
/// The certificates of rich notifications (Graph:NotificationCertificates): Graph encrypts for the first, what was encrypted for the others
/// is still read, so that a certificate can be changed while notifications are on their way.
/// </summary>
internal sealed class NotificationCertificates(IOptions<GraphOptions> options, ICredentialsLoader loader) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim loading = new(1);
    private IReadOnlyList<X509Certificate2>? loaded;

    /// <returns>Empty where notifications carry no data.</returns>
    /// <exception cref="InvalidOperationException">One of them cannot be loaded, or its private key is not there.</exception>
    public async Task<IReadOnlyList<X509Certificate2>> AllAsync(CancellationToken ct)
    {
        if (loaded is { } known)
        {
            return known;
        }

        await loading.WaitAsync(ct);
        try
        {
            return loaded ??= await LoadedCertificates.LoadAsync(
                loader, options.Value.NotificationCertificates, "Graph:NotificationCertificates");
        }
        finally
        {
            loading.Release();
        }
    }

    /// <returns>Null where Graph encrypted for a certificate that is not ours.</returns>
    public async Task<X509Certificate2?> FindAsync(string? id, CancellationToken ct) =>
        (await AllAsync(ct)).FirstOrDefault(c => c.Thumbprint.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>A certificate that cannot be loaded is told to whoever starts the host, not to Graph in the night.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => AllAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => loading.Dispose();
}
