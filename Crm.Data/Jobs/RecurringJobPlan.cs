using System.Data.Common;
using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Data.Jobs;

/// <summary>
/// Writes the recurring jobs of this host into the job store when it starts, or takes them out where its work is switched off. A host
/// whose database is away starts all the same and writes them later.
/// </summary>
internal sealed partial class RecurringJobPlan(
    IReadOnlyList<RecurringJob> jobs, bool isOn, IRecurringJobManagerV2 manager, TimeProvider clock, ILogger<RecurringJobPlan> log)
    : BackgroundService
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var patience = new PeriodicTimer(BetweenTries, clock);
        try
        {
            for (var told = false; !TryWrite(ref told); )
            {
                await patience.WaitForNextTickAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops before the database has answered.
        }
    }

    private bool TryWrite(ref bool told)
    {
        try
        {
            foreach (var job in jobs)
            {
                Write(job);
            }

            return true;
        }
        catch (Exception away) when (IsAway(away))
        {
            if (!told)
            {
                NotWritten(log, away.GetType().Name);
            }

            told = true;
            return false;
        }
    }

    /// <summary>
    /// Whether it is the database that failed. Hangfire's locks wrap that in another exception, and a host whose background service throws
    /// stops, pane and all.
    /// </summary>
    private static bool IsAway(Exception failure) => failure is DbException or BackgroundJobClientException or TimeoutException
        || (failure is AggregateException several && several.Flatten().InnerExceptions.All(IsAway));

    private void Write(RecurringJob job)
    {
        if (!isOn)
        {
            manager.RemoveIfExists(job.Id);
            return;
        }

        manager.AddOrUpdate(job.Id, job.Job, job.Cron, new RecurringJobOptions());
        if (job.AtStart)
        {
            manager.TriggerJob(job.Id);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The recurring jobs could not be written ({Failure}); this is tried again until it succeeds")]
    private static partial void NotWritten(ILogger logger, string failure);
}
