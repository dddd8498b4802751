namespace Crm.OutlookAddin.Api;

/// <summary>Section AzureAd, with the names Microsoft uses: the registration of the API that the pane calls.</summary>
public sealed class AzureAdOptions
{
    public const string Section = "AzureAd";
    public const string Scope = "Crm.Access";

    /// <summary>Where tokens come from: https, on this machine in Development also http.</summary>
    public string Instance { get; set; } = "https://login.microsoftonline.com/";

    /// <summary>One Entra tenant's id, or "organizations" for every tenant that Access:Tenants names.</summary>
    public string TenantId { get; set; } = "organizations";

    /// <summary>The registration's application id: the audience of tokens, and the pane's own client id.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Client ids (claim azp) that may call; none named means the pane's own only.</summary>
    public List<string> AllowedClientIds { get; } = [];

    public string Authority => $"{Instance.TrimEnd('/')}/{TenantId}";

    /// <summary>Entra's v2.0 issuer of a tenant.</summary>
    public string IssuerOf(Guid tenantId) => $"{Instance.TrimEnd('/')}/{tenantId}/v2.0";

    public bool Admits(string? clientId) => (AllowedClientIds.Count == 0 ? [ClientId] : AllowedClientIds)
        .Contains(clientId, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Refuses to start where strangers could get in or nobody could; each sentence names the key to set.</summary>
internal sealed class AzureAdOptionsValidator(IHostEnvironment environment) : OptionsValidator<AzureAdOptions>
{
    protected override IEnumerable<string> Faults(AzureAdOptions options)
    {
        var development = environment.IsDevelopment();
        if (!Uri.TryCreate(options.Instance, UriKind.Absolute, out var instance)
            || !(instance.Scheme == Uri.UriSchemeHttps || (development && instance.Scheme == Uri.UriSchemeHttp && instance.IsLoopback)))
        {
            yield return "AzureAd:Instance must be an https address (http only for this machine, in Development).";
        }

        if (options.TenantId is not "organizations" && !Guid.TryParse(options.TenantId, out _))
        {
            yield return "AzureAd:TenantId must be a tenant's GUID, or organizations.";
        }

        if (options.ClientId.Length == 0 ? !development : !Guid.TryParse(options.ClientId, out _))
        {
            yield return "AzureAd:ClientId must be the GUID of the app registration; without it nobody can be let in.";
        }

        foreach (var client in options.AllowedClientIds.Where(id => !Guid.TryParse(id, out _)))
        {
            yield return $"AzureAd:AllowedClientIds: '{client}' is not the GUID of an app registration.";
        }
    }
}
