using System.Security.Cryptography;
using System.Text;
using Crm.Core.Capture;
using Quartz;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>Asks for runs. Many wishes for one mailbox folder become one run; runs of one folder never overlap, over all hosts.</summary>
internal interface ICaptureSchedule
{
    Task SyncSoonAsync(Waiting mailbox, CancellationToken ct) => SyncAtAsync(mailbox, null, ct);

    /// <param name="mailbox">What to read.</param>
    /// <param name="at">Null is now.</param>
    /// <param name="ct">Cancels the wish.</param>
    Task SyncAtAsync(Waiting mailbox, DateTimeOffset? at, CancellationToken ct);

    Task SubscribeSoonAsync(Guid tenantId, Guid userId, CancellationToken ct);
}

/// <summary>Capture is switched off: nothing runs, nobody is told.</summary>
internal sealed class NoSchedule : ICaptureSchedule
{
    public Task SyncAtAsync(Waiting mailbox, DateTimeOffset? at, CancellationToken ct) => Task.CompletedTask;

    public Task SubscribeSoonAsync(Guid tenantId, Guid userId, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>
/// A durable job for each folder, and one trigger for its next run: a wish while that trigger waits changes nothing, a wish during a
/// run makes one more run after it.
/// </summary>
internal sealed partial class CaptureSchedule(ISchedulerFactory schedulers, TimeProvider clock, ILogger<CaptureSchedule> log) : ICaptureSchedule
{
    private const int LongestName = 40;

    public Task SyncAtAsync(Waiting mailbox, DateTimeOffset? at, CancellationToken ct) => WantAsync<SyncMailboxJob>(
        $"sync.{mailbox.TenantId}.{mailbox.UserId}.{Short(mailbox.Resource)}", "capture",
        new() { [JobIds.Tenant] = mailbox.TenantId.ToString(), [JobIds.User] = mailbox.UserId.ToString(), [JobIds.Resource] = mailbox.Resource }, at, ct);

    public Task SubscribeSoonAsync(Guid tenantId, Guid userId, CancellationToken ct) => WantAsync<SubscribeJob>(
        $"subscribe.{tenantId}.{userId}", "capture", new() { [JobIds.Tenant] = tenantId.ToString(), [JobIds.User] = userId.ToString() }, null, ct);

    /// <summary>Folders are named by Graph's ids, and the job store's names have 200 characters.</summary>
    private static string Short(string resource) =>
        resource.Length <= LongestName ? resource : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(resource)))[..LongestName];

    private async Task WantAsync<TJob>(string name, string group, JobDataMap ids, DateTimeOffset? at, CancellationToken ct)
        where TJob : class, IJob
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(ct);
            var key = new TriggerKey(name, group);
            if (await scheduler.GetTriggerState(key, ct) is TriggerState.Normal or TriggerState.Blocked
                && (at is not null || (await scheduler.GetTrigger(key, ct))?.NextFireTimeUtc <= clock.GetUtcNow().AddSeconds(2)))
            {
                return;
            }

            var job = JobBuilder.Create<TJob>().WithIdentity(name, group).UsingJobData(ids).StoreDurably().DisallowConcurrentExecution().Build();
            var trigger = TriggerBuilder.Create(clock).WithIdentity(key).ForJob(job).StartAt(at ?? clock.GetUtcNow()).Build();
            await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, ct);
        }
        catch (SchedulerException failed)
        {
            // Stored is stored: the sweep finds it.
            NotScheduled(log, name, failed.GetType().Name);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The run {Name} could not be scheduled ({Failure}); the sweep will")]
    private static partial void NotScheduled(ILogger log, string name, string failure);
}

/// <summary>What a job carries: ids, looked up again when it runs.</summary>
internal static class JobIds
{
    public const string Tenant = "tenant";
    public const string User = "user";
    public const string Resource = "resource";
}
