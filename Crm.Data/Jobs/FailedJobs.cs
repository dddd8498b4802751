using Hangfire;
using Hangfire.States;

namespace Crm.Data.Jobs;

/// <summary>A job that failed for good.</summary>
/// <param name="Id">Hangfire's.</param>
/// <param name="What">The job with its ids, as SyncAsync(tenant, user, folder).</param>
/// <param name="Reason">The kind of its failure; the host's log has the rest.</param>
public sealed record FailedJob(string Id, string What, string Reason, DateTimeOffset? FailedAt);

/// <summary>The jobs of all hosts that nothing runs again by itself: what they are, why they failed, and another run.</summary>
public sealed class FailedJobs(string applicationConnectionString) : IAsyncDisposable
{
    private const int Most = 1000;

    private readonly JobDatabase database = new(applicationConnectionString, new JobOptions());
    private JobStorage? storage;

    private JobStorage Storage => storage ??= database.Storage();

    /// <returns>At most a thousand, the latest first.</returns>
    public IReadOnlyList<FailedJob> List() =>
    [
        .. Storage.GetMonitoringApi().FailedJobs(0, Most).Select(failed => new FailedJob(
            failed.Key, Describe(failed.Value.Job?.Method.Name ?? failed.Value.InvocationData?.Method ?? "unknown", failed.Value.Job?.Args),
            failed.Value.Reason ?? failed.Value.ExceptionType ?? "unknown",
            failed.Value.FailedAt is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null)),
    ];

    /// <summary>Once more, with all the tries that a new job has.</summary>
    /// <returns>False where no job of this id has failed.</returns>
    public bool Replay(string id)
    {
        using var connection = Storage.GetConnection();
        if (!long.TryParse(id, CultureInfo.InvariantCulture, out _) || connection.GetJobData(id) is not { State: "Failed" } job)
        {
            return false;
        }

        connection.SetJobParameter(id, RepeatedJobs.Count, "0");
        return new BackgroundJobClient(Storage).ChangeState(id, new EnqueuedState(job.Job?.Queue ?? EnqueuedState.DefaultQueue), "Failed");
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static string Describe(string method, IReadOnlyList<object?>? arguments) =>
        $"{method}({string.Join(", ", (arguments ?? []).Where(a => a is Guid or string))})";
}
