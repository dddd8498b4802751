using Crm.Core.Access;
using Crm.Core.Policies;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>A mailbox that was connected just now is not kept waiting for the sweep.</summary>
internal sealed class ConnectedMailboxes(IMailboxDirectory mailboxes, ICaptureSchedule schedule, IOptions<CapturePolicy> policy)
{
    public async Task ReadSoonAsync(CurrentUser owner, CancellationToken ct)
    {
        foreach (var mailbox in await mailboxes.OfAsync(owner.Tenant.Id, owner.Id, ct))
        {
            foreach (var resource in policy.Value.ResourcesOf(mailbox))
            {
                await schedule.SyncSoonAsync(new Waiting(owner.Tenant.Id, owner.Id, resource), ct);
            }
        }

        await schedule.SubscribeSoonAsync(owner.Tenant.Id, owner.Id, ct);
    }
}
