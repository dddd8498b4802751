using Crm.Core.Policies;
using Crm.OutlookAddin.Capture.Graph;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>The source of truth: asks for a run of every folder of every mailbox, whatever was notified or lost.</summary>
internal sealed partial class SweepJob(
    IMailboxDirectory mailboxes, GraphSubscriptions subscriptions, ISubscriptionStore book, ICaptureSchedule schedule,
    UseCaseRunner useCases,
    IOptions<CapturePolicy> policy, TimeProvider clock, ILogger<SweepJob> log)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task RunAsync(CancellationToken ct)
    {
        var all = await mailboxes.AllAsync(ct);
        foreach (var mailbox in all)
        {
            await schedule.SubscribeSoonAsync(mailbox.User.Tenant.Id, mailbox.User.Id, ct);
            foreach (var resource in policy.Value.ResourcesOf(mailbox))
            {
                await schedule.SyncSoonAsync(new Waiting(mailbox.User.Tenant.Id, mailbox.User.Id, resource), ct);
            }

            foreach (var due in await useCases.RunAsync(
                mailbox.User, (ProofHandler h, CancellationToken c) => h.DueAsync(mailbox.User.Id, c), ct))
            {
                await schedule.ProveSoonAsync(new Waiting(mailbox.User.Tenant.Id, mailbox.User.Id, due), ct);
            }

            await useCases.RunAsync(
                mailbox.User, (CompleteMeetingsHandler h, CancellationToken c) => h.HandleAsync(mailbox.User.Id, c), ct);
        }

        await EndForeignAsync(all, ct);
        var forgotten = await book.ForgetAsync(clock.GetUtcNow() - Kept, ct);
        Swept(log, all.Count, forgotten);
    }

    private async Task EndForeignAsync(IReadOnlyList<Mailbox> all, CancellationToken ct)
    {
        foreach (var tenant in all.GroupBy(m => m.User.Tenant.Id))
        {
            var here = tenant.Select(m => (m.User.Id, m.SharedAs)).ToHashSet();
            foreach (var left in (await book.OfAsync(tenant.Key, null, ct))
                .Where(s => !here.Contains((s.UserId, Mailbox.SharedOf(s.Resource)))))
            {
                await subscriptions.EndForeignAsync(tenant.First().User.Tenant.EntraTenantId, left, ct);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Sweep asked for {Mailboxes} mailboxes and threw {Forgotten} old notifications away")]
    private static partial void Swept(ILogger log, int mailboxes, int forgotten);
}
