using Crm.Core.Capture;
using Crm.OutlookAddin.Capture.Graph;
using Microsoft.Extensions.Options;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>
/// Keeps the subscriptions of a person's mailboxes alive, and asks for a run of their further folders and calendars, new ones included.
/// </summary>
internal sealed class SubscribeJob(
    IMailboxDirectory mailboxes, GraphSubscriptions subscriptions, MailboxFolders folders, IMailboxReader reader,
    IOptions<CapturePolicy> policy, ICaptureSchedule schedule)
{
    public async Task RunAsync(Guid tenantId, Guid userId, CancellationToken ct)
    {
        foreach (var mailbox in await mailboxes.OfAsync(tenantId, userId, ct))
        {
            foreach (var resource in policy.Value.ResourcesOf(mailbox))
            {
                if (await subscriptions.EnsureAsync(mailbox, resource, ct))
                {
                    await schedule.SyncSoonAsync(new Waiting(tenantId, userId, resource), ct);
                }
            }

            foreach (var further in (await folders.FindAsync(mailbox, ct)).Concat(await CalendarsAsync(mailbox, ct)))
            {
                await schedule.SyncSoonAsync(new Waiting(tenantId, userId, further), ct);
            }
        }
    }

    private async Task<IEnumerable<string>> CalendarsAsync(Mailbox mailbox, CancellationToken ct) =>
        policy.Value.Calendars is CalendarScope.All && mailbox.SharedAs is null
        && await reader.CalendarsAsync(mailbox, ct) is ItemRead<IReadOnlyList<string>>.Found found
        ? found.Value.Select(Mailbox.CalendarOf)
        : [];
}
