using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

namespace Crm.Data.Jobs;

/// <summary>
/// The job store's own connections, apart from those of use cases: workers that wait for jobs, and runs that hold their folder, keep
/// theirs for long. Without a statement cache: what is asked here is asked of few tables.
/// </summary>
internal sealed class JobDatabase(string connectionString, JobOptions options) : IAsyncDisposable
{
    public const string Schema = "hangfire";

    private readonly NpgsqlConnectionStringBuilder settings = new(connectionString)
    {
        ApplicationName = "crm-jobs", MaxAutoPrepare = 0, MaxPoolSize = 24,
    };

    private NpgsqlDataSource? holds;

    /// <summary>For what is held as long as a run lasts.</summary>
    public NpgsqlDataSource Holds => LazyInitializer.EnsureInitialized(ref holds, () => NpgsqlDataSource.Create(settings.ConnectionString));

    public PostgreSqlStorage Storage()
    {
        var storage = new PostgreSqlStorageOptions
        {
            SchemaName = Schema,
            PrepareSchemaIfNecessary = false, // The migrator makes it, as the owner; this role may only use it.
            EnableLongPolling = options.LongPolling,
            QueuePollInterval = options.PollInterval,
            UseSlidingInvisibilityTimeout = true, // Without it a job longer than the timeout is cancelled and begun again and again.
            InvisibilityTimeout = options.InvisibilityTimeout,

            // Of the schedulers alone, which hold it for milliseconds; that of a killed host ends after this.
            DistributedLockTimeout = TimeSpan.FromMinutes(1),
            JobExpirationCheckInterval = TimeSpan.FromMinutes(10),
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(settings.ConnectionString, storage), storage);
    }

    public ValueTask DisposeAsync() => holds?.DisposeAsync() ?? ValueTask.CompletedTask;
}
