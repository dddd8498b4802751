using Crm.Core.Capture;
using Crm.OutlookAddin.Capture.Graph;
using Crm.OutlookAddin.Capture.Jobs;
using Crm.OutlookAddin.Capture.Notifications;
using Crm.OutlookAddin.CustomFields;
using Microsoft.Extensions.Options;
using Quartz;

namespace Crm.OutlookAddin.Capture;

internal static class CaptureSetup
{
    private const int JobsAtATime = 4;

    /// <summary>The Graph door. With Capture:Mode=off nothing runs in the background; single items can still be read for the pane.</summary>
    public static WebApplicationBuilder AddCapture(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<CapturePolicy>().BindConfiguration(CapturePolicy.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<GraphApplication>().BindConfiguration(GraphApplication.Section);
        services.AddOptions<GraphOptions>().BindConfiguration(GraphOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GraphOptions>, GraphOptionsValidator>();
        services.AddTransient<ClientRequestId>();
        services.AddHttpClient(GraphClients.HttpClientName).AddHttpMessageHandler<ClientRequestId>().ConfigurePrimaryHttpMessageHandler(Direct);
        services.AddHttpClient(GraphTokens.HttpClientName).ConfigurePrimaryHttpMessageHandler(Direct);
        services.AddSingleton<GraphTokens>();
        services.AddSingleton<GraphClients>();
        services.AddSingleton<GraphCalls>();
        services.AddSingleton<GraphSubscriptions>();
        services.AddSingleton<IMailboxReader, GraphMailboxReader>();
        services.AddHealthChecks().AddCheck<CaptureHealthCheck>("capture", tags: ["capture"]);

        if (builder.Configuration.GetValue($"{CapturePolicy.Section}:{nameof(CapturePolicy.Mode)}", CaptureMode.On) is CaptureMode.Off)
        {
            services.AddSingleton<ICaptureSchedule, NoSchedule>();
        }
        else
        {
            services.AddSingleton<ICaptureSchedule, CaptureSchedule>();
            AddJobs(services, builder.Configuration.GetValue($"{CapturePolicy.Section}:{nameof(CapturePolicy.SweepInterval)}", new CapturePolicy().SweepInterval));
            builder.AddFieldIndexes();
        }

        return builder;
    }

    public static void MapCapture(this WebApplication app) => NotificationEndpoints.Map(app);

    /// <summary>Jobs and triggers in PostgreSQL, shared by all hosts; they start when the host listens.</summary>
    private static void AddJobs(IServiceCollection services, TimeSpan every)
    {
        services.AddHostedService<QuietMemory>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(s =>
            {
                s.InstanceName = "crm-capture";
                s.GenerateInstanceId = true;
            });
            quartz.UseDefaultThreadPool(JobsAtATime);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.UseRegisteredDataSource = true);
                store.UseClustering(_ => { });
                store.UseSystemTextJsonSerializer();
                store.ConfigureStore(s =>
                {
                    s.TablePrefix = "crm_control.qrtz_";
                    s.StoreJobDataAsStrings = true;
                });
            });
            quartz.AddJob<SweepJob>(job => job.WithIdentity(SweepJob.Name, "capture").StoreDurably());
            quartz.AddTrigger(trigger => trigger.WithIdentity(SweepJob.Name, "capture").ForJob(new JobKey(SweepJob.Name, "capture")).StartNow()
                .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(every).RepeatForever()));
        });
        services.AddQuartzHostedService(hosted =>
        {
            hosted.AwaitApplicationStarted = true;
            hosted.WaitForJobsToComplete = true;
        });
    }

    private static SocketsHttpHandler Direct() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
