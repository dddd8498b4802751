namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>
/// Reads one folder or calendar of one mailbox to its end, a part of its older mail at a time, and compares it with the ledger.
/// </summary>
internal sealed class SyncMailboxJob(
    IMailboxDirectory mailboxes, MailboxSync sync, MailboxBackfill backfill, MailboxProof proof, ISubscriptionStore book,
    ICaptureSchedule schedule, TimeProvider clock)
{
    public async Task RunAsync(Waiting waiting, CancellationToken ct)
    {
        if (await mailboxes.FindAsync(waiting, ct) is not { } mailbox)
        {
            await book.HandledAsync(waiting, clock.GetUtcNow(), ct);
            return;
        }

        var started = clock.GetUtcNow();
        switch (await sync.RunAsync(mailbox, waiting.Resource, ct))
        {
            case SyncOutcome.Done done:
                await book.HandledAsync(waiting, started, ct);
                if (done.OwesBackfill)
                {
                    await schedule.BackfillAtAsync(waiting, null, ct);
                }

                break;
            case SyncOutcome.Paused paused:
                await schedule.SyncAtAsync(waiting, paused.Until, ct);
                break;
            case SyncOutcome.Off or SyncOutcome.Superseded:
                break;
        }
    }

    public async Task BackfillAsync(Waiting folder, CancellationToken ct)
    {
        if (await mailboxes.FindAsync(folder, ct) is not { } mailbox)
        {
            return;
        }

        switch (await backfill.RunAsync(mailbox, folder.Resource, ct))
        {
            case SyncOutcome.Done:
                await schedule.SyncSoonAsync(folder, ct);
                await schedule.ProveSoonAsync(folder, ct);
                break;
            case SyncOutcome.Unfinished:
                await schedule.BackfillAtAsync(folder, null, ct);
                break;
            case SyncOutcome.Paused paused:
                await schedule.BackfillAtAsync(folder, paused.Until, ct);
                break;
            case SyncOutcome.Off:
                break;
        }
    }

    public async Task ProveAsync(Waiting folder, CancellationToken ct)
    {
        if (await mailboxes.FindAsync(folder, ct) is { } mailbox
            && await proof.RunAsync(mailbox, folder.Resource, ct) is SyncOutcome.Done && Mailbox.IsCalendar(folder.Resource))
        {
            await schedule.SyncSoonAsync(folder, ct);
        }
    }
}
