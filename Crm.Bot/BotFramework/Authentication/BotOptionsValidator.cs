namespace Crm.Bot.BotFramework;

/// <summary>
/// Refuses to start with a registration that would let strangers in or could never answer; each refusal names the key to set.
/// </summary>
internal sealed class BotOptionsValidator(IHostEnvironment environment) : IValidateOptions<BotOptions>
{
    public ValidateOptionsResult Validate(string? name, BotOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(BotOptions options)
    {
        var development = environment.IsDevelopment();
        foreach (var fault in options.ChecksTokens ? RegistrationFaults(options) : development && options.WithoutAppId ? [] : [NoAppId])
        {
            yield return fault;
        }

        if (!IsTrusted(options.OpenIdMetadata, development))
        {
            yield return "Bot:OpenIdMetadata must be an https address (http only for this machine, in Development).";
        }

        if (!IsTrusted(options.LoginInstance, development))
        {
            yield return "AzureAd:Instance must be an https address (http only for this machine, in Development).";
        }

        foreach (var url in options.AllowedServiceUrls.Where(url => !IsTrusted(url, development)))
        {
            yield return $"Bot:AllowedServiceUrls: '{url}' must be an https address (http only for this machine, in Development).";
        }
    }

    private const string NoAppId =
        "MicrosoftAppId is empty. Without it nobody's token can be checked; only './crm up' starts the bot so, in the Development "
        + "environment.";

    private static IEnumerable<string> RegistrationFaults(BotOptions options)
    {
        if (!Guid.TryParse(options.AppId, out _))
        {
            yield return "MicrosoftAppId must be the GUID of the bot's app registration.";
        }

        // Enum.TryParse alone would take "1".
        if (!Enum.TryParse<BotAppType>(options.AppType, ignoreCase: true, out var kind) || !char.IsLetter(options.AppType[0]))
        {
            yield return "MicrosoftAppType must be SingleTenant, MultiTenant or UserAssignedMSI.";
            yield break;
        }

        if (kind == BotAppType.SingleTenant && options.AppTenantId.Length == 0)
        {
            yield return "MicrosoftAppTenantId is empty; a SingleTenant bot takes its tokens from that tenant.";
        }

        if (kind != BotAppType.UserAssignedMSI && options.AppPassword.Length == 0)
        {
            yield return $"MicrosoftAppPassword is empty; a {kind} bot cannot answer without its client secret.";
        }
    }

    private static bool IsTrusted(string address, bool development) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && development));
}
