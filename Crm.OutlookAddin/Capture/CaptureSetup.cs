using Crm.Core.Policies;
using Crm.OutlookAddin.Capture.Delegated;
using Crm.OutlookAddin.Capture.Graph;
using Crm.OutlookAddin.Capture.Jobs;
using Crm.OutlookAddin.Capture.Notifications;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.TokenCacheProviders.InMemory;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Crm.OutlookAddin.Capture;

internal static class CaptureSetup
{
    /// <summary>
    /// The Graph door. With Capture:Mode=off nothing runs in the background; single items can still be read for the pane.
    /// </summary>
    public static WebApplicationBuilder AddCapture(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<CapturePolicy>().BindConfiguration(CapturePolicy.Section).ValidateDataAnnotations().Validate(
            policy => policy.SharedMailboxes.TrueForAll(m => m.IsComplete),
            $"Each of Capture:SharedMailboxes names its Mailbox (at most {SharedMailbox.MailboxLength} signs) and who it is AnsweredBy.")
            .PostConfigure<IOptions<AzureAdOptions>>((policy, azureAd) => StayInOnlyTenant(policy, azureAd.Value))
            .Validate(
                policy => policy.SharedMailboxes.TrueForAll(m => m.Tenant is not null),
                "This host serves several organisations. Each of Capture:SharedMailboxes names the Tenant that its Mailbox lies in.")
            .ValidateOnStart();
        services.AddOptions<GraphApplication>().BindConfiguration(GraphApplication.Section);
        services.AddOptions<GraphOptions>().BindConfiguration(GraphOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GraphOptions>, GraphOptionsValidator>();
        services.AddTransient<ClientRequestId>();
        services.AddHttpClient(GraphClients.HttpClientName).AddHttpMessageHandler<ClientRequestId>()
            .ConfigurePrimaryHttpMessageHandler(Direct);
        services.AddHttpClient(GraphTokens.HttpClientName).ConfigurePrimaryHttpMessageHandler(Direct);
        services.AddTokenAcquisition(isTokenAcquisitionSingleton: true).AddInMemoryTokenCaches();
        services.AddSingleton<GraphTokens>();
        services.AddDelegatedAccess(Direct);
        services.AddSingleton<GraphClients>();
        services.AddSingleton<GraphCalls>();
        services.AddSingleton<GraphBatches>();
        services.AddSingleton<MailboxGates>();
        services.AddSingleton<GraphReads>();
        services.AddSingleton<GraphGroups>();
        services.AddSingleton<SeriesReading>();
        services.AddSingleton<GraphSubscriptions>();
        services.AddSingleton<NotificationCertificates>().AddSingleton<RichNotifications>().AddSingleton<GenuineNotifications>()
            .AddSingleton<NotificationInbox>();
        services.AddHostedService(provider => provider.GetRequiredService<NotificationCertificates>());
        services.AddSingleton(provider => new GraphNotificationTokens(
            provider.GetRequiredService<IOptions<AzureAdOptions>>(), KeysOfEveryTenant(provider),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMailboxReader, GraphMailboxReader>();
        services.AddSingleton<CaptureHealthCheck>();
        services.AddHealthChecks().AddCheck<CaptureHealthCheck>("capture", tags: ["capture"]);

        if (builder.Configuration.RunsCapture())
        {
            services.AddSingleton<ICaptureSchedule, CaptureSchedule>();
            services.AddTransient<SweepJob>().AddTransient<SubscribeJob>().AddTransient<SyncMailboxJob>().AddTransient<ReadAgainJob>()
                .AddTransient<ExpireJob>()
                .AddTransient<ICaptureJobs, CaptureJobs>();
            services.AddHostedService<QuietMemory>();
        }
        else
        {
            services.AddSingleton<ICaptureSchedule, NoSchedule>();
        }

        return builder;
    }

    public static bool RunsCapture(this IConfiguration configuration) =>
        configuration.GetValue($"{CapturePolicy.Section}:{nameof(CapturePolicy.Mode)}", CaptureMode.On) is not CaptureMode.Off;

    public static void MapCapture(this WebApplication app) => NotificationEndpoints.Map(app);

    /// <summary>Where only one tenant may sign in, that is where shared mailboxes lie.</summary>
    private static void StayInOnlyTenant(CapturePolicy policy, AzureAdOptions azureAd)
    {
        if (Guid.TryParse(azureAd.TenantId, out var only))
        {
            policy.SharedMailboxes.ForEach(m => m.Tenant ??= only);
        }
    }

    /// <summary>Graph signs for each tenant with the keys that all of Entra ID shares.</summary>
    private static ConfigurationManager<OpenIdConnectConfiguration> KeysOfEveryTenant(IServiceProvider provider)
    {
        var instance = provider.GetRequiredService<IOptions<AzureAdOptions>>().Value.Instance.TrimEnd('/');
        return new ConfigurationManager<OpenIdConnectConfiguration>(
            instance + "/common/v2.0/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(provider.GetRequiredService<IHttpClientFactory>().CreateClient(GraphTokens.HttpClientName))
            {
                RequireHttps = !provider.GetRequiredService<IHostEnvironment>().IsDevelopment()
                    && !provider.GetRequiredService<IHostEnvironment>().IsEnvironment("Testing"),
            });
    }

    private static SocketsHttpHandler Direct() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
