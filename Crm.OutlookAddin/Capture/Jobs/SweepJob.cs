using Crm.Core.Access;
using Crm.Core.Capture;
using Crm.OutlookAddin.Capture.Graph;
using Microsoft.Extensions.Options;
using Quartz;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>The source of truth: asks for a run of every folder of every mailbox, whatever was notified or lost.</summary>
[DisallowConcurrentExecution]
internal sealed partial class SweepJob(
    IMailboxDirectory mailboxes, GraphSubscriptions subscriptions, ISubscriptionBook book, ICaptureSchedule schedule, UseCases useCases, IOptions<CapturePolicy> policy,
    TimeProvider clock, ILogger<SweepJob> log) : IJob
{
    public const string Name = "sweep";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            Failed(log, failed);
        }
    }

    private async Task RunAsync(CancellationToken ct)
    {
        var all = await mailboxes.AllAsync(ct);
        foreach (var mailbox in all)
        {
            await schedule.SubscribeSoonAsync(mailbox.User.Tenant.Id, mailbox.User.Id, ct);
            foreach (var resource in policy.Value.Resources)
            {
                await schedule.SyncSoonAsync(new Waiting(mailbox.User.Tenant.Id, mailbox.User.Id, resource), ct);
            }

            await useCases.RunAsync(mailbox.User, (CompleteMeetingsHandler h, CancellationToken c) => h.HandleAsync(mailbox.User.Id, c), ct);
        }

        await EndForeignAsync(all, ct);
        var forgotten = await book.ForgetAsync(clock.GetUtcNow() - Kept, ct);
        Swept(log, all.Count, forgotten);
    }

    private async Task EndForeignAsync(IReadOnlyList<Mailbox> all, CancellationToken ct)
    {
        foreach (var tenant in all.GroupBy(m => m.User.Tenant.Id))
        {
            var here = tenant.Select(m => m.User.Id).ToHashSet();
            foreach (var left in (await book.OfAsync(tenant.Key, null, ct)).Where(s => !here.Contains(s.UserId)))
            {
                await subscriptions.EndAsync(tenant.First().User.Tenant.EntraTenantId, left, ct);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Sweep asked for {Mailboxes} mailboxes and threw {Forgotten} old notifications away")]
    private static partial void Swept(ILogger log, int mailboxes, int forgotten);

    [LoggerMessage(2, LogLevel.Error, "The sweep failed; the next one comes by itself")]
    private static partial void Failed(ILogger log, Exception failure);
}
