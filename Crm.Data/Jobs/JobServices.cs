using Crm.Core.Capture;
using Crm.Core.Policies;
using Crm.Data.Capture;
using Crm.Data.CustomFields;
using Crm.Data.Tenants;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Data.Jobs;

public static class JobServices
{
    /// <summary>Hangfire on the database of crm_control, one store for all hosts.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section Jobs; ConnectionStrings:CrmJobs, else that of the application.</param>
    /// <param name="queue">Whose jobs this host can run.</param>
    /// <param name="workers">Jobs at a time where Jobs:Workers says nothing.</param>
    /// <param name="isOn">False where this work is switched off: then its recurring jobs end, on all hosts.</param>
    /// <param name="slowQueue">Long work that has workers of its own (Jobs:SlowWorkers), so that the other does not wait behind it.</param>
    /// <param name="runsHere">False for a host that only asks for jobs, whatever Jobs:Workers says.</param>
    public static IServiceCollection AddCrmJobs(
        this IServiceCollection services, IConfiguration configuration, string queue, int workers, bool isOn = true,
        string? slowQueue = null, bool runsHere = true)
    {
        services.AddOptions<JobOptions>().Configure(o => o.Workers = workers).BindConfiguration(JobOptions.Section)
            .Validate(o => o.Workers is >= 0 and <= 64, "Jobs:Workers must lie between 0 and 64.")
            .Validate(o => o.SlowWorkers is >= 0 and <= 64, "Jobs:SlowWorkers must lie between 0 and 64.")
            .Validate(o => o.PollInterval.TotalSeconds is >= 0.2 and <= 60,
                "Jobs:PollInterval must lie between a fifth of a second and a minute.")
            .Validate(o => o.InvisibilityTimeout.TotalMinutes is >= 1 and <= 5,
                "Jobs:InvisibilityTimeout must lie between one minute and five.")
            .ValidateOnStart();
        services.AddSingleton(provider => new JobDatabase(
            configuration.GetConnectionString("CrmJobs") is { Length: > 0 } direct ? direct
                : provider.GetRequiredService<IOptions<CrmDatabaseOptions>>().Value.Application,
            provider.GetRequiredService<IOptions<JobOptions>>().Value));
        services.AddSingleton<ICaptureRuns, CaptureRuns>();
        services.AddSingleton<IMailboxPlaces, MailboxPlaces>();
        services.AddFieldIndexes(configuration);

        // Before AddHangfire, which would take what is static in the process.
        services.AddSingleton<IJobFilterProvider>(ForgottenJobs.Filters());
        services.AddSingleton<JobStorage>(provider =>
        {
            provider.GetRequiredService<IGlobalConfiguration>();
            return provider.GetRequiredService<JobDatabase>().Storage();
        });
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire((provider, hangfire) => hangfire.UseLogProvider(new HostLog(provider.GetRequiredService<ILoggerFactory>()))
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
        if (!runsHere || configuration.GetValue($"{JobOptions.Section}:{nameof(JobOptions.Workers)}", workers) == 0)
        {
            return services;
        }

        services.AddSingleton<IHostedService>(provider => Plan(provider, configuration, queue, isOn));
        if (isOn)
        {
            services.AddHangfireServer((provider, server) =>
                Describe(server, provider.GetRequiredService<IOptions<JobOptions>>().Value.Workers, queue));
            if (slowQueue is not null && SlowWorkers(configuration) > 0)
            {
                services.AddHangfireServer((_, server) => Describe(server, SlowWorkers(configuration), slowQueue));
            }
        }

        return services;
    }

    private static int SlowWorkers(IConfiguration configuration) =>
        configuration.GetValue($"{JobOptions.Section}:{nameof(JobOptions.SlowWorkers)}", new JobOptions().SlowWorkers);

    private static void Describe(BackgroundJobServerOptions server, int workers, string queue)
    {
        server.WorkerCount = workers;
        server.Queues = [queue];
        server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
    }

    private static RecurringJobPlan Plan(IServiceProvider provider, IConfiguration configuration, string queue, bool isOn)
    {
        var every = configuration.GetValue(
            $"{CapturePolicy.Section}:{nameof(CapturePolicy.SweepInterval)}", new CapturePolicy().SweepInterval);
        return new RecurringJobPlan(
            [.. RecurringJob.All(every).Where(job => job.Job.Queue == queue)], isOn, provider.GetRequiredService<IRecurringJobManagerV2>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RecurringJobPlan>>());
    }
}
