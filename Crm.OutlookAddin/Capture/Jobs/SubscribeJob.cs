using Crm.Core.Policies;
using Crm.OutlookAddin.Capture.Delegated;
using Crm.OutlookAddin.Capture.Graph;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>
/// Keeps the subscriptions of a person's mailboxes alive, asks for a run of their further folders and calendars, new ones included, and
/// looks again at what could not be read. Where their policy captures nothing by itself, the subscriptions end; a mailbox whose owner has
/// to consent first is left alone.
/// </summary>
internal sealed class SubscribeJob(
    IMailboxDirectory mailboxes, GraphSubscriptions subscriptions, ISubscriptionStore book, MailboxFolders folders, IMailboxReader reader,
    MailboxSync sync, DelegatedTokens delegated, UseCaseRunner useCases, ICaptureSchedule schedule)
{
    public async Task RunAsync(Guid tenantId, Guid userId, CancellationToken ct)
    {
        foreach (var mailbox in await mailboxes.OfAsync(tenantId, userId, ct))
        {
            var policy = await useCases.RunAsync(mailbox.User, (CapturePolicies p, CancellationToken c) => p.OfAsync(userId, c), ct);
            if (policy.IsAutomatic)
            {
                if (await delegated.OpenAsync(mailbox, ct))
                {
                    await KeepAsync(mailbox, policy, ct);
                }
            }
            else
            {
                await EndAsync(mailbox, ct);
            }
        }
    }

    private async Task KeepAsync(Mailbox mailbox, CapturePolicy policy, CancellationToken ct)
    {
        var (tenant, user) = (mailbox.User.Tenant.Id, mailbox.User.Id);
        foreach (var resource in policy.ResourcesOf(mailbox))
        {
            if (await subscriptions.EnsureAsync(mailbox, resource, ct))
            {
                await schedule.SyncSoonAsync(new Waiting(tenant, user, resource), ct);
            }
        }

        foreach (var further in (await folders.FindAsync(mailbox, ct)).Concat(await CalendarsAsync(mailbox, policy, ct)))
        {
            await schedule.SyncSoonAsync(new Waiting(tenant, user, further), ct);
        }

        if (await sync.LookAtUnreadAsync(mailbox, ct))
        {
            await schedule.SyncSoonAsync(new Waiting(tenant, user, Mailbox.Calendar), ct);
        }
    }

    private async Task EndAsync(Mailbox mailbox, CancellationToken ct)
    {
        foreach (var subscription in await book.OfAsync(mailbox.User.Tenant.Id, mailbox.User.Id, ct))
        {
            await subscriptions.EndAsync(mailbox, subscription, ct);
        }
    }

    private async Task<IEnumerable<string>> CalendarsAsync(Mailbox mailbox, CapturePolicy policy, CancellationToken ct) =>
        policy.Calendars is CalendarScope.All && mailbox.SharedAs is null
        && await reader.CalendarsAsync(mailbox, ct) is ItemRead<IReadOnlyList<string>>.Found found
        ? found.Value.Select(Mailbox.CalendarOf)
        : [];
}
