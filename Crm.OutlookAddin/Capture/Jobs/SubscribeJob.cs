using Crm.Core.Capture;
using Crm.Core.Capture.Policies;
using Crm.Core.UseCases;
using Crm.OutlookAddin.Capture.Graph;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>Keeps the subscriptions of one mailbox alive, and asks for a run of its further folders, new ones included.</summary>
internal sealed class SubscribeJob(
    IMailboxDirectory mailboxes, GraphSubscriptions subscriptions, ISubscriptionStore book, MailboxFolders folders, UseCaseRunner useCases,
    ICaptureSchedule schedule)
{
    public async Task RunAsync(Guid tenantId, Guid userId, CancellationToken ct)
    {
        if (await mailboxes.FindAsync(tenantId, userId, ct) is not { } mailbox)
        {
            return;
        }

        var policy = await useCases.RunAsync(mailbox.User, (CapturePolicies p, CancellationToken c) => p.OfAsync(userId, c), ct);
        if (!policy.IsAutomatic)
        {
            await EndAsync(mailbox, ct);
            return;
        }

        foreach (var resource in policy.Resources)
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
    /// <summary>Nothing is heard any more of a mailbox that is not to be captured.</summary>
    private async Task EndAsync(Mailbox mailbox, CancellationToken ct)
    {
        foreach (var subscription in await book.OfAsync(mailbox.User.Tenant.Id, mailbox.User.Id, ct))
        {
            await subscriptions.EndAsync(mailbox.User.Tenant.EntraTenantId, subscription, ct);
        }
    }
}
