using Crm.OutlookAddin.Capture.Graph;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.OutlookAddin.Capture;

/// <summary>
/// Degraded while folders of mailboxes cannot be read, with the reasons that stand on their cursors, and while mailboxes that usually have
/// mail show none. That groups may not be read is said, and is no trouble: a firm may want it so.
/// </summary>
internal sealed partial class CaptureHealthCheck(
    IMailboxDirectory mailboxes, UseCaseRunner useCases, GraphGroups groups, TimeProvider clock, ILogger<CaptureHealthCheck> log)
    : IHealthCheck
{
    /// <summary>Silence is told in days, and asks for a month of the ledger.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private (DateTimeOffset Until, int Count)? quiet;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var trouble = new SortedDictionary<string, object>(StringComparer.Ordinal);
        var tenants = (await mailboxes.AllAsync(cancellationToken)).GroupBy(m => m.User.Tenant.Id).Select(g => g.ToList()).ToList();
        foreach (var tenant in tenants)
        {
            foreach (var (reason, folders) in await useCases.RunAsync(
                tenant[0].User, (CaptureTroubleHandler h, CancellationToken c) => h.HandleAsync(c), cancellationToken))
            {
                trouble[reason] = trouble.TryGetValue(reason, out var more) ? (int)more + folders : folders;
            }
        }

        var silent = await QuietAsync(tenants, cancellationToken);
        string[] told =
        [
            .. trouble.Count == 0 ? (string[])[]
                : ["Folders of mailboxes are not read: " + string.Join(", ", trouble.Select(t => $"{t.Value} × {t.Key}"))],
            .. silent == 0 ? (string[])[] : [$"Mailboxes that usually have mail show none: {silent}"],
        ];
        if (silent > 0)
        {
            trouble["quiet"] = silent;
        }

        string[] noted = groups.Forbidden == 0 ? [] : ["Groups are not read, so that distribution lists are not expanded: "
            + "the application needs GroupMember.Read.All"];
        return told.Length == 0 ? HealthCheckResult.Healthy(noted.Length == 0 ? null : noted[0])
            : HealthCheckResult.Degraded(string.Join(". ", [.. told, .. noted]), data: trouble);
    }

    /// <summary>Of the mailboxes that are read now: whoever left is quiet, too.</summary>
    private async Task<int> QuietAsync(IReadOnlyList<List<Mailbox>> tenants, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (quiet is { } known && known.Until > now)
        {
            return known.Count;
        }

        var count = 0;
        foreach (var tenant in tenants)
        {
            var here = tenant.Select(m => m.User.Id).ToHashSet();
            var silent = await useCases.RunAsync(
                tenant[0].User, (QuietMailboxesHandler h, CancellationToken c) => h.HandleAsync(c), ct);
            foreach (var mailbox in silent.Where(s => here.Contains(s.UserId)))
            {
                count++;
                Quiet(log, mailbox.UserId, tenant[0].User.Tenant.Id, mailbox.Since, mailbox.WorkingDays);
            }
        }

        quiet = (now + Kept, count);
        return count;
    }

    [LoggerMessage(1, LogLevel.Warning,
        "The mailbox of user {User} in tenant {Tenant} has shown no mail since {Since}, {Days} working days, which is unusual for it")]
    private static partial void Quiet(ILogger log, Guid user, Guid tenant, DateOnly since, int days);
}
