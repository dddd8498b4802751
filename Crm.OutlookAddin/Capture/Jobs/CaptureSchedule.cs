using System.Data.Common;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace Crm.OutlookAddin.Capture.Jobs;

/// <summary>Asks for runs. Many requests for one mailbox folder become one run; runs of one folder never overlap, over all hosts.</summary>
internal interface ICaptureSchedule
{
    Task SyncSoonAsync(Waiting mailbox, CancellationToken ct) => SyncAtAsync(mailbox, null, ct);

    /// <param name="mailbox">What to read.</param>
    /// <param name="at">Null is now.</param>
    /// <param name="ct">Cancels the request.</param>
    Task SyncAtAsync(Waiting mailbox, DateTimeOffset? at, CancellationToken ct);

    Task SubscribeSoonAsync(Guid tenantId, Guid userId, CancellationToken ct);

    Task ReadAgainSoonAsync(Guid tenantId, Guid userId, CancellationToken ct);

    /// <summary>Reads on in a folder's older mail.</summary>
    /// <param name="folder">Of which mailbox.</param>
    /// <param name="at">Null is now.</param>
    /// <param name="ct">Cancels the request.</param>
    Task BackfillAtAsync(Waiting folder, DateTimeOffset? at, CancellationToken ct);

    /// <summary>Compares a folder or calendar with the ledger.</summary>
    Task ProveSoonAsync(Waiting folder, CancellationToken ct);

    /// <summary>The same job again after <paramref name="wait"/>; null is a moment, in which whoever is at it may be done.</summary>
    void Postpone(Waiting run, TimeSpan? wait = null);
}

/// <summary>Capture is switched off: nothing runs, nobody is told.</summary>
internal sealed class NoSchedule : ICaptureSchedule
{
    public Task SyncAtAsync(Waiting mailbox, DateTimeOffset? at, CancellationToken ct) => Task.CompletedTask;

    public Task SubscribeSoonAsync(Guid tenantId, Guid userId, CancellationToken ct) => Task.CompletedTask;

    public Task ReadAgainSoonAsync(Guid tenantId, Guid userId, CancellationToken ct) => Task.CompletedTask;

    public Task BackfillAtAsync(Waiting folder, DateTimeOffset? at, CancellationToken ct) => Task.CompletedTask;

    public Task ProveSoonAsync(Waiting folder, CancellationToken ct) => Task.CompletedTask;

    public void Postpone(Waiting run, TimeSpan? wait = null)
    {
        // Nothing runs.
    }
}

/// <summary>A row says that a folder's run is owed (<see cref="ICaptureRuns"/>), and a job of the shared store runs it.</summary>
internal sealed partial class CaptureSchedule(
    IBackgroundJobClientV2 jobs, ICaptureRuns runs, TimeProvider clock, ILogger<CaptureSchedule> log)
    : ICaptureSchedule
{
    /// <summary>Stands in a folder's place for the subscriptions of a mailbox; no folder of Graph has this id.</summary>
    private const string Subscriptions = "subscriptions";

    /// <summary>Stands in a folder's place for what a mailbox is to look at again.</summary>
    private const string ReadAgain = "read-again";

    /// <summary>Before a folder: its older mail, which is read beside its changes. Ids of folders are base64.</summary>
    private const string Backfill = "backfill: ";

    /// <summary>Before a folder or calendar: its comparison with the ledger.</summary>
    private const string Proof = "proof: ";

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    public static Waiting SubscriptionsOf(Guid tenantId, Guid userId) => new(tenantId, userId, Subscriptions);

    public static Waiting ReadAgainOf(Guid tenantId, Guid userId) => new(tenantId, userId, ReadAgain);

    public static Waiting BackfillOf(Waiting folder) => folder with { Resource = Backfill + folder.Resource };

    public static Waiting ProofOf(Waiting folder) => folder with { Resource = Proof + folder.Resource };

    public Task BackfillAtAsync(Waiting folder, DateTimeOffset? at, CancellationToken ct) => RequestAsync(BackfillOf(folder), at, ct);

    public Task ProveSoonAsync(Waiting folder, CancellationToken ct) => RequestAsync(ProofOf(folder), null, ct);

    public Task SyncAtAsync(Waiting mailbox, DateTimeOffset? at, CancellationToken ct) => RequestAsync(mailbox, at, ct);

    public Task SubscribeSoonAsync(Guid tenantId, Guid userId, CancellationToken ct) =>
        RequestAsync(SubscriptionsOf(tenantId, userId), null, ct);

    public Task ReadAgainSoonAsync(Guid tenantId, Guid userId, CancellationToken ct) =>
        RequestAsync(ReadAgainOf(tenantId, userId), null, ct);

    public void Postpone(Waiting run, TimeSpan? wait = null) => jobs.Create(JobOf(run), new ScheduledState(wait ?? Moment));

    private async Task RequestAsync(Waiting run, DateTimeOffset? at, CancellationToken ct)
    {
        try
        {
            var wait = at is { } later && later > clock.GetUtcNow() ? later - clock.GetUtcNow() : TimeSpan.Zero;
            if (await runs.RequestAsync(run, wait, ct))
            {
                var job = JobOf(run);
                jobs.Create(job, wait > TimeSpan.Zero ? new ScheduledState(wait) : new EnqueuedState(job.Queue));
            }
        }
        catch (Exception failed) when (failed is DbException or BackgroundJobClientException)
        {
            // Stored is stored: the sweep finds it.
            NotScheduled(log, run.Resource, run.UserId, run.TenantId, failed.GetType().Name);
        }
    }

    private static Job JobOf(Waiting run) => run.Resource switch
    {
        Subscriptions =>
            Job.FromExpression<ICaptureJobs>(j => j.SubscribeAsync(run.TenantId, run.UserId, CancellationToken.None), ICaptureJobs.Queue),
        ReadAgain =>
            Job.FromExpression<ICaptureJobs>(j => j.ReadAgainAsync(run.TenantId, run.UserId, CancellationToken.None), ICaptureJobs.Queue),
        _ when run.Resource.StartsWith(Backfill, StringComparison.Ordinal) =>
            BackfillJob(run with { Resource = run.Resource[Backfill.Length..] }),
        _ when run.Resource.StartsWith(Proof, StringComparison.Ordinal) => ProofJob(run with { Resource = run.Resource[Proof.Length..] }),
        _ => Job.FromExpression<ICaptureJobs>(
            j => j.SyncAsync(run.TenantId, run.UserId, run.Resource, CancellationToken.None), ICaptureJobs.Queue),
    };

    private static Job BackfillJob(Waiting folder) => Job.FromExpression<ICaptureJobs>(
        j => j.BackfillAsync(folder.TenantId, folder.UserId, folder.Resource, CancellationToken.None), ICaptureJobs.BackfillQueue);

    private static Job ProofJob(Waiting folder) => Job.FromExpression<ICaptureJobs>(
        j => j.ProveAsync(folder.TenantId, folder.UserId, folder.Resource, CancellationToken.None), ICaptureJobs.BackfillQueue);

    [LoggerMessage(1, LogLevel.Warning,
        "The run over {Resource} of user {User} in tenant {Tenant} could not be scheduled ({Failure}); the sweep will")]
    private static partial void NotScheduled(ILogger log, string resource, Guid user, Guid tenant, string failure);
}
