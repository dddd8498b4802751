namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>What was kept out and may belong in now: after a change of policy, and when somebody becomes a contact.</summary>
internal sealed class ReadAgainJob(IMailboxDirectory mailboxes, UseCaseRunner useCases, MailboxSync sync, ICaptureSchedule schedule)
{
    /// <summary>Asks for a run of each mailbox that has some.</summary>
    public async Task FindAsync(CancellationToken ct)
    {
        foreach (var tenant in (await mailboxes.AllAsync(ct)).GroupBy(m => m.User.Tenant.Id))
        {
            foreach (var user in await useCases.RunAsync(
                tenant.First().User, (ReadAgainHandler h, CancellationToken c) => h.MailboxesAsync(c), ct))
            {
                await schedule.ReadAgainSoonAsync(tenant.Key, user, ct);
            }
        }
    }

    public async Task RunAsync(Guid tenantId, Guid userId, CancellationToken ct)
    {
        foreach (var mailbox in await mailboxes.OfAsync(tenantId, userId, ct))
        {
            _ = await sync.ReadAgainAsync(mailbox, ct);
        }
    }
}
