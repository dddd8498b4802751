using Crm.Core.Capture;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>Reads one folder or calendar of one mailbox to its end.</summary>
internal sealed class SyncMailboxJob(
    IMailboxDirectory mailboxes, MailboxSync sync, ISubscriptionStore book, ICaptureSchedule schedule, TimeProvider clock)
{
    public async Task RunAsync(Waiting waiting, CancellationToken ct)
    {
        if (await mailboxes.FindAsync(waiting.TenantId, waiting.UserId, ct) is not { } mailbox)
        {
            await book.HandledAsync(waiting, clock.GetUtcNow(), ct);
            return;
        }

        var started = clock.GetUtcNow();
        switch (await sync.RunAsync(mailbox, waiting.Resource, ct))
        {
            case SyncOutcome.Done:
                await book.HandledAsync(waiting, started, ct);
                break;
            case SyncOutcome.Paused paused:
                await schedule.SyncAtAsync(waiting, paused.Until, ct);
                break;
            case SyncOutcome.Off:
                break;
        }
    }
}
