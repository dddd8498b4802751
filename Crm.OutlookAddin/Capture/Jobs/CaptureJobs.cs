namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>
/// The jobs' door. One run of a folder at a time, over all hosts; what fails is logged, tried again a few times
/// (RepeatedJobs) and then shown in the dashboard: nothing was advanced that was not saved, and the sweep comes again.
/// </summary>
internal sealed partial class CaptureJobs(
    SweepJob sweep, SubscribeJob subscribe, SyncMailboxJob sync, ReadAgainJob readAgain, ExpireJob expire,
    ICaptureRuns runs,
    ICaptureSchedule schedule, ILogger<CaptureJobs> log)
    : ICaptureJobs
{
    public async Task SweepAsync(CancellationToken ct)
    {
        try
        {
            await sweep.RunAsync(ct);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            SweepFailed(log, failed);
            throw;
        }
    }

    public Task SubscribeAsync(Guid tenantId, Guid userId, CancellationToken ct) =>
        OneAtATimeAsync(CaptureSchedule.SubscriptionsOf(tenantId, userId), () => subscribe.RunAsync(tenantId, userId, ct), ct);

    public Task ExpireAsync(CancellationToken ct) => expire.RunAsync(ct);

    public Task FindReadAgainAsync(CancellationToken ct) => readAgain.FindAsync(ct);

    public Task ReadAgainAsync(Guid tenantId, Guid userId, CancellationToken ct) =>
        OneAtATimeAsync(CaptureSchedule.ReadAgainOf(tenantId, userId), () => readAgain.RunAsync(tenantId, userId, ct), ct);

    public Task SyncAsync(Guid tenantId, Guid userId, string resource, CancellationToken ct)
    {
        var folder = new Waiting(tenantId, userId, resource);
        return OneAtATimeAsync(folder, () => sync.RunAsync(folder, ct), ct);
    }

    public Task BackfillAsync(Guid tenantId, Guid userId, string resource, CancellationToken ct)
    {
        var folder = new Waiting(tenantId, userId, resource);
        return OneAtATimeAsync(CaptureSchedule.BackfillOf(folder), () => sync.BackfillAsync(folder, ct), ct);
    }

    public Task ProveAsync(Guid tenantId, Guid userId, string resource, CancellationToken ct)
    {
        var folder = new Waiting(tenantId, userId, resource);
        return OneAtATimeAsync(CaptureSchedule.ProofOf(folder), () => sync.ProveAsync(folder, ct), ct);
    }

    private async Task OneAtATimeAsync(Waiting run, Func<Task> work, CancellationToken ct)
    {
        try
        {
            switch (await runs.BeginAsync(run, ct))
            {
                case RunStart.Busy:
                    schedule.Postpone(run);
                    break;
                case RunStart.Early early:
                    schedule.Postpone(run, early.Wait);
                    break;
                case RunStart.Begun begun:
                    await using (begun.Hold)
                    {
                        await work();
                        await runs.FinishAsync(run, ct);
                    }

                    break;
                case RunStart.NotOwed:
                    break;
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            RunFailed(log, failed, run.Resource, run.UserId, run.TenantId);
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The sweep failed; the next one comes by itself")]
    private static partial void SweepFailed(ILogger log, Exception failure);

    [LoggerMessage(2, LogLevel.Error, "Capture of {Resource} of user {User} in tenant {Tenant} failed")]
    private static partial void RunFailed(ILogger log, Exception failure, string resource, Guid user, Guid tenant);
}
