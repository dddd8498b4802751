namespace Crm.OutlookAddin.Capture.Delegated;

internal static class DelegatedSetup
{
    /// <summary>Each mailbox with its owner's consent (Graph:Access=Delegated); nothing of it is used otherwise.</summary>
    public static IServiceCollection AddDelegatedAccess(this IServiceCollection services, Func<HttpMessageHandler> direct)
    {
        services.AddHttpContextAccessor();
        services.AddHttpClient(PeoplesEntra.HttpClientName)
            .AddHttpMessageHandler(provider =>
                new StandInWithoutHttps(new Uri(provider.GetRequiredService<IOptions<GraphApplication>>().Value.Instance)))
            .ConfigurePrimaryHttpMessageHandler(direct);
        services.AddSingleton<PeoplesEntra>().AddSingleton<TokenSeal>().AddSingleton<DelegatedTokens>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenSeal>());
        services.AddSingleton<IMailboxConsent, PersonsConsent>();
        return services;
    }
}
