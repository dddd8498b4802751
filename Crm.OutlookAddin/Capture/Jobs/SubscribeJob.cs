using Crm.Core.Capture;
using Crm.OutlookAddin.Capture.Graph;
using Microsoft.Extensions.Options;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>
/// Keeps the subscriptions of one mailbox alive, asks for a run of its further folders, new ones included, and looks again at what could
/// not be read.
/// </summary>
internal sealed class SubscribeJob(
    IMailboxDirectory mailboxes, GraphSubscriptions subscriptions, MailboxFolders folders, MailboxSync sync,
    IOptions<CapturePolicy> policy, ICaptureSchedule schedule)
{
    public async Task RunAsync(Guid tenantId, Guid userId, CancellationToken ct)
    {
        if (await mailboxes.FindAsync(tenantId, userId, ct) is not { } mailbox)
        {
            return;
        }

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

        if (await sync.LookAtUnreadAsync(mailbox, ct))
        {
            await schedule.SyncSoonAsync(new Waiting(mailbox.User.Tenant.Id, mailbox.User.Id, Mailbox.Calendar), ct);
        }
    }
}
