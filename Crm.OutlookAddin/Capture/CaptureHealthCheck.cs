using Crm.Core.Capture;
using Crm.Core.UseCases;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.OutlookAddin.Capture;

/// <summary>Degraded while folders of mailboxes cannot be read, with the reasons that stand on their cursors.</summary>
internal sealed class CaptureHealthCheck(IMailboxDirectory mailboxes, UseCaseRunner useCases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var trouble = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var tenant in (await mailboxes.AllAsync(cancellationToken)).GroupBy(m => m.User.Tenant.Id))
        {
            foreach (var (reason, folders) in await useCases.RunAsync(
                tenant.First().User, (CaptureTroubleHandler h, CancellationToken c) => h.HandleAsync(c), cancellationToken))
            {
                trouble[reason] = trouble.TryGetValue(reason, out var more) ? (int)more + folders : folders;
            }
        }

        return trouble.Count == 0 ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                "Folders of mailboxes are not read: " + string.Join(", ", trouble.Select(t => $"{t.Value} × {t.Key}")), data: trouble);
    }
}
