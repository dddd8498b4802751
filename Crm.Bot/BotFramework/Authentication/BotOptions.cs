namespace Crm.Bot.BotFramework;

/// <summary>
/// The bot's registration and whom it trusts; the configuration keys are Bot Framework's own, so that an administrator knows them.
/// </summary>
internal sealed class BotOptions
{
    public const string PublicOpenIdMetadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";
    public const string PublicLoginInstance = "https://login.microsoftonline.com/";

    /// <summary>
    /// MicrosoftAppType: SingleTenant (also when empty: new multi-tenant bots cannot be registered since 2025-07-31), MultiTenant or
    /// UserAssignedMSI.</summary>
    public string AppType { get; set; } = nameof(BotAppType.SingleTenant);

    /// <summary>
    /// MicrosoftAppId. Empty only in Development and with <see cref="WithoutAppId"/>: token checks are off and only callers on this machine
    /// are served.</summary>
    public string AppId { get; set; } = "";

    /// <summary>
    /// Bot:WithoutAppId. Nobody sets it but `crm up` (and tests): a machine that is in Development by an oversight must not serve
    /// everybody.
    /// </summary>
    public bool WithoutAppId { get; set; }

    /// <summary>MicrosoftAppPassword: the client secret; none for UserAssignedMSI.</summary>
    public string AppPassword { get; set; } = "";

    /// <summary>MicrosoftAppTenantId: needed for SingleTenant.</summary>
    public string AppTenantId { get; set; } = "";

    /// <summary>Bot:OpenIdMetadata: where the channel publishes its signing keys.</summary>
    public string OpenIdMetadata { get; set; } = PublicOpenIdMetadata;

    /// <summary>Bot:AllowedServiceUrls: prefixes allowed in addition to Microsoft's published hosts.</summary>
    public IReadOnlyList<string> AllowedServiceUrls { get; set; } = [];

    /// <summary>AzureAd:Instance: who issues our own tokens.</summary>
    public string LoginInstance { get; set; } = PublicLoginInstance;

    public bool ChecksTokens => AppId.Length > 0;

    /// <summary>The registered kind; the validator has refused everything else before anyone asks.</summary>
    public BotAppType Kind => Enum.Parse<BotAppType>(AppType, ignoreCase: true);

    public static void Bind(BotOptions options, IConfiguration configuration)
    {
        options.AppType = Setting(configuration, "MicrosoftAppType") ?? options.AppType;
        options.AppId = Setting(configuration, "MicrosoftAppId") ?? "";
        options.AppPassword = Setting(configuration, "MicrosoftAppPassword") ?? "";
        options.AppTenantId = Setting(configuration, "MicrosoftAppTenantId") ?? "";
        options.WithoutAppId = configuration.GetValue("Bot:WithoutAppId", false);
        options.OpenIdMetadata = Setting(configuration, "Bot:OpenIdMetadata") ?? options.OpenIdMetadata;
        options.LoginInstance = Setting(configuration, "AzureAd:Instance") ?? options.LoginInstance;
        options.AllowedServiceUrls = configuration.GetSection("Bot:AllowedServiceUrls").Get<string[]>() ?? [];
    }

    private static string? Setting(IConfiguration configuration, string key) =>
        configuration[key]?.Trim() is { Length: > 0 } value ? value : null;
}

internal enum BotAppType
{
    SingleTenant,
    MultiTenant,
    UserAssignedMSI,
}
