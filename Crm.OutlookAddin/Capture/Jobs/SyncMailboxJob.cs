using Crm.Core.Capture;
using Quartz;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>Reads one folder or calendar of one mailbox to its end.</summary>
[DisallowConcurrentExecution]
internal sealed partial class SyncMailboxJob(
    IMailboxDirectory mailboxes, MailboxSync sync, ISubscriptionBook book, ICaptureSchedule schedule, TimeProvider clock, ILogger<SyncMailboxJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var ids = context.MergedJobDataMap;
        var waiting = new Waiting(Guid.Parse(ids.GetString(JobIds.Tenant)!), Guid.Parse(ids.GetString(JobIds.User)!), ids.GetString(JobIds.Resource)!);
        try
        {
            await RunAsync(waiting, cancellationToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // The job's door: nothing was advanced that was not saved, and the sweep comes again.
            Failed(log, failed, waiting.TenantId, waiting.UserId, waiting.Resource);
        }
    }

    private async Task RunAsync(Waiting waiting, CancellationToken ct)
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

    [LoggerMessage(1, LogLevel.Error, "Capture of {Resource} of user {User} in tenant {Tenant} failed")]
    private static partial void Failed(ILogger log, Exception failure, Guid tenant, Guid user, string resource);
}
