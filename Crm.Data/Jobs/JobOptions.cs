namespace Crm.Data.Jobs;

/// <summary>Section Jobs: how this host takes its part in the jobs that all hosts share.</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>Jobs at a time; 0 when this host only asks for jobs and others run them.</summary>
    public int Workers { get; set; }

    /// <summary>Backfills of mailboxes at a time, beside those; 0 when other hosts run them.</summary>
    public int SlowWorkers { get; set; } = 1;

    /// <summary>
    /// A job starts as soon as it is asked for (LISTEN), which PgBouncer in transaction mode does not pass on: say false there, or name
    /// the server itself in ConnectionStrings:CrmJobs.
    /// </summary>
    public bool LongPolling { get; set; } = true;

    /// <summary>How often a worker looks for jobs where it isn't told of them: a fifth of a second to a minute.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a job may be held without a sign of life: a host that dies leaves its jobs to the others after this, one minute to five.
    /// </summary>
    public TimeSpan InvisibilityTimeout { get; set; } = TimeSpan.FromMinutes(1);
}
