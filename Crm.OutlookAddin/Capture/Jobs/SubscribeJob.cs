using Crm.Core.Capture;
using Crm.OutlookAddin.Capture.Graph;
using Microsoft.Extensions.Options;
using Quartz;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>Keeps the subscriptions of one mailbox alive, and asks for a run of its further folders, new ones included.</summary>
[DisallowConcurrentExecution]
internal sealed partial class SubscribeJob(
    IMailboxDirectory mailboxes, GraphSubscriptions subscriptions, MailboxFolders folders, IOptions<CapturePolicy> policy, ICaptureSchedule schedule, ILogger<SubscribeJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var ids = context.MergedJobDataMap;
        var (tenant, user) = (Guid.Parse(ids.GetString(JobIds.Tenant)!), Guid.Parse(ids.GetString(JobIds.User)!));
        try
        {
            if (await mailboxes.FindAsync(tenant, user, cancellationToken) is { } mailbox)
            {
                await RunAsync(mailbox, cancellationToken);
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            Failed(log, failed, tenant, user);
        }
    }

    private async Task RunAsync(Mailbox mailbox, CancellationToken ct)
    {
        foreach (var resource in policy.Value.Resources)
        {
            if (await subscriptions.EnsureAsync(mailbox, resource, ct))
            {
                await schedule.SyncSoonAsync(new Waiting(mailbox.User.Tenant.Id, mailbox.User.Id, resource), ct);
            }
        }

        foreach (var folder in await folders.FindAsync(mailbox, ct))
        {
            await schedule.SyncSoonAsync(new Waiting(mailbox.User.Tenant.Id, mailbox.User.Id, folder), ct);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Subscriptions of user {User} in tenant {Tenant} could not be kept")]
    private static partial void Failed(ILogger log, Exception failure, Guid tenant, Guid user);
}
