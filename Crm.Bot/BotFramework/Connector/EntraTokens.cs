using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace Crm.Bot.BotFramework;

/// <summary>Tokens by client secret. MSAL caches them and renews them in time.</summary>
internal sealed class SecretTokens(BotOptions options, IHttpClientFactory http) : IConnectorTokens
{
    public const string Scope = "https://api.botframework.com/.default";

    private readonly IConfidentialClientApplication app = ConfidentialClientApplicationBuilder.Create(options.AppId)
        .WithClientSecret(options.AppPassword)
        .WithAuthority(Authority(options), validateAuthority: options.LoginInstance == BotOptions.PublicLoginInstance)
        .WithHttpClientFactory(new MsalHttp(http))
        .Build();

    public Task<string?> GetAsync(bool fresh, CancellationToken ct) =>
        MsalFailure.TranslateAsync(() => app.AcquireTokenForClient([Scope]).WithForceRefresh(fresh).ExecuteAsync(ct));

    /// <summary>Multi-tenant bots, which are registered no more, take their tokens from Bot Framework's own tenant.</summary>
    public static string Authority(BotOptions options) =>
        $"{options.LoginInstance.TrimEnd('/')}/{(options.Kind == BotAppType.MultiTenant ? "botframework.com" : options.AppTenantId)}";
}

/// <summary>
/// Tokens of a user-assigned managed identity, whose client id is the bot's app id. Through MSAL and not Azure.Identity's credential, which
/// cannot be told to forget a token that the connector refused.</summary>
internal sealed class ManagedIdentityTokens(BotOptions options, IHttpClientFactory http) : IConnectorTokens
{
    private const string Resource = "https://api.botframework.com";

    private readonly IManagedIdentityApplication app = ManagedIdentityApplicationBuilder
        .Create(ManagedIdentityId.WithUserAssignedClientId(options.AppId))
        .WithHttpClientFactory(new MsalHttp(http))
        .Build();

    public Task<string?> GetAsync(bool fresh, CancellationToken ct) =>
        MsalFailure.TranslateAsync(() => app.AcquireTokenForManagedIdentity(Resource).WithForceRefresh(fresh).ExecuteAsync(ct));
}

/// <summary>MSAL's requests go through the host's clients, as all others do.</summary>
internal sealed class MsalHttp(IHttpClientFactory http) : IMsalHttpClientFactory
{
    public const string ClientName = "BotFramework.Entra";

    public HttpClient GetHttpClient() => http.CreateClient(ClientName);
}

internal static class MsalFailure
{
    public static async Task<string?> TranslateAsync(Func<Task<AuthenticationResult>> acquire)
    {
        try
        {
            return (await acquire()).AccessToken;
        }
        catch (MsalException failure)
        {
            throw new ConnectorException("No token for the connector.", failure) { Code = failure.ErrorCode };
        }
    }
}
