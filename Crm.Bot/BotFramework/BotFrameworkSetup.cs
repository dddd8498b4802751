using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Bot.BotFramework;

public static class BotFrameworkSetup
{
    /// <summary>Everything but the turn handler: register an <see cref="IBotTurnHandler"/> to answer.</summary>
    public static IHostApplicationBuilder AddBotFramework(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<BotOptions>().Configure<IConfiguration>(BotOptions.Bind).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BotOptions>, BotOptionsValidator>();

        services.AddHttpClient(ChannelKeys.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(10));
        services.AddHttpClient(MsalHttp.ClientName, client => client.Timeout = TimeSpan.FromSeconds(10));
        services.AddHttpClient(ConnectorHttp.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(15))
            .ConfigurePrimaryHttpMessageHandler(NoRedirects);

        services.AddRateLimits();
        services.AddSingleton<ServiceUrls>();
        services.AddSingleton<ChannelKeys>();
        services.AddSingleton<ChannelTokens>();
        services.AddSingleton<CallerCheck>();
        services.AddSingleton(Tokens);
        services.AddSingleton<ConnectorHttp>();
        services.AddSingleton(provider => new ConnectorClient(provider.GetRequiredService<ConnectorHttp>()));
        services.AddSingleton<ActivityLog>();
        services.AddSingleton<TurnRunner>();
        services.AddSingleton<MessagesEndpoint>();
        return builder;
    }

    public static IEndpointConventionBuilder MapBotFramework(this WebApplication app)
    {
        app.UseRateLimiter();
        return app.MapPost("/api/messages", (HttpContext http, MessagesEndpoint messages) => messages.HandleAsync(http))
            .RequireRateLimiting(RateLimits.ByAddress);
    }

    /// <summary>An allowed host must not be able to send the bot's token on to another one.</summary>
    private static SocketsHttpHandler NoRedirects() =>
        new() { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    private static IConnectorTokens Tokens(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<BotOptions>>().Value;
        var http = provider.GetRequiredService<IHttpClientFactory>();
        return options switch
        {
            { ChecksTokens: false } => new NoTokens(),
            { Kind: BotAppType.UserAssignedMSI } => new ManagedIdentityTokens(options, http),
            _ when new Uri(options.LoginInstance).Scheme == Uri.UriSchemeHttp =>
                new PlainTokens(http, options, provider.GetRequiredService<TimeProvider>()),
            _ => new SecretTokens(options, http),
        };
    }
}
