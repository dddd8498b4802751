using Crm.Core.Policies;
using Microsoft.Identity.Abstractions;

namespace Crm.OutlookAddin.Capture;

/// <summary>Graph:Access, in whose name mailboxes are read.</summary>
public enum GraphAccess
{
    /// <summary>The application's, all of them: an administrator consented once.</summary>
    Application,

    /// <summary>Each in its owner's, once they connected it in the pane.</summary>
    Delegated,
}

/// <summary>Section Graph.</summary>
public sealed class GraphOptions
{
    public const string Section = "Graph";

    /// <summary>Ten minutes below Graph's 1,440: clocks differ.</summary>
    private const int LongestWithData = 1_430;

    private static readonly string[] DelegatedPermissions = ["Mail.Read", "Calendars.Read", "User.Read"];

    /// <summary>With the version, without a slash at its end. National clouds have their own.</summary>
    public string BaseUrl { get; set; } = "https://graph.microsoft.com/v1.0";

    public GraphAccess Access { get; set; }

    public bool IsDelegated => Access is GraphAccess.Delegated;

    /// <summary>
    /// Certificates with their private keys (sources as of AzureAd:ClientCredentials), which all hosts have: the keys with which people's
    /// tokens are encrypted in the database are themselves encrypted for the first, and opened with any of them.
    /// </summary>
    public List<CredentialDescription> TokenCertificates { get; } = [];

    /// <summary>
    /// Where Graph reaches this host (https). Without it there are no subscriptions, and capture works by its timer alone.
    /// </summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Minutes a subscription to Outlook items is asked for; Graph allows 10,080.</summary>
    public int SubscriptionMinutes { get; set; } = 10_050;

    /// <summary>
    /// With any, notifications carry data, encrypted for the first of them (sources as of AzureAd:ClientCredentials, with the private
    /// key): Graph proves by token and signature that they are its own. Without any they are known by their subscription's secret.
    /// </summary>
    public List<CredentialDescription> NotificationCertificates { get; } = [];

    /// <summary>What a subscription is asked for; with data Graph allows a day (subscription, maximum length).</summary>
    public TimeSpan SubscriptionLife => TimeSpan.FromMinutes(
        NotificationCertificates.Count > 0 ? Math.Min(SubscriptionMinutes, LongestWithData) : SubscriptionMinutes);

    public Uri Base => new(BaseUrl.TrimEnd('/') + "/");

    /// <summary>What a person consents to in mode Delegated, beside offline_access; a stand-in's tokens are Graph's.</summary>
    public IReadOnlyList<string> DelegatedScopes
    {
        get
        {
            var resource = Base.IsLoopback ? "https://graph.microsoft.com" : Base.GetLeftPart(UriPartial.Authority);
            return [.. DelegatedPermissions.Select(p => $"{resource}/{p}")];
        }
    }

    /// <summary>A link in an answer carries our token to wherever it points: only to where we asked.</summary>
    public bool IsOurs(Uri link) => link.IsAbsoluteUri && link.Scheme == Base.Scheme
        && link.Authority.Equals(Base.Authority, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Refuses to start with settings that would send tokens to a stranger or that cannot work.</summary>
internal sealed class GraphOptionsValidator(
    IHostEnvironment environment, IOptions<GraphApplication> application, IOptions<CapturePolicy> policy)
    : IValidateOptions<GraphOptions>
{
    private static readonly string[] Clouds = [
        "graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"];

    public ValidateOptionsResult Validate(string? name, GraphOptions options)
    {
        var local = environment.IsDevelopment() || environment.IsEnvironment("Testing");
        if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var graph))
        {
            return ValidateOptionsResult.Fail("Graph:BaseUrl isn't an address.");
        }

        if (!(graph.Scheme == Uri.UriSchemeHttps && Clouds.Contains(graph.Host)) && !(local && graph.IsLoopback))
        {
            return ValidateOptionsResult.Fail(
                "Graph:BaseUrl must be one of Microsoft Graph's hosts; a stand-in on this machine is allowed in Development only.");
        }

        if (options.PublicUrl.Length > 0
            && (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var own)
                || !(own.Scheme == Uri.UriSchemeHttps || (local && own.IsLoopback))))
        {
            return ValidateOptionsResult.Fail("Graph:PublicUrl must be an https address.");
        }

        if (!Uri.TryCreate(application.Value.Instance, UriKind.Absolute, out var entra)
            || !(entra.Scheme == Uri.UriSchemeHttps || (local && entra.IsLoopback)))
        {
            return ValidateOptionsResult.Fail("AzureAd:Instance must be an https address.");
        }

        if (options.SubscriptionMinutes is < 45 or > 10_080)
        {
            return ValidateOptionsResult.Fail("Graph:SubscriptionMinutes lies between 45 and 10080.");
        }

        if (Delegated(options, local) is { } fault)
        {
            return ValidateOptionsResult.Fail(fault);
        }

        var app = application.Value;
        return policy.Value.Mode is CaptureMode.Off || (app.ClientId.Length > 0 && app.HasCredential)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "Capture needs AzureAd:ClientId and AzureAd:ClientCredentials, AzureAd:ClientCertificates or AzureAd:ClientSecret. "
                + "Capture:Mode=off does without.");
    }

    private string? Delegated(GraphOptions options, bool local) =>
        !Enum.IsDefined(options.Access) ? "Graph:Access is Application or Delegated."
        : !options.IsDelegated ? null
        : policy.Value.SharedMailboxes.Count > 0
            ? "Graph:Access=Delegated reads each mailbox with its owner's consent, and a shared one has no owner: "
                + "leave Capture:SharedMailboxes out, or set Graph:Access=Application."
        : options.TokenCertificates.Count == 0 && !local
            ? "Graph:Access=Delegated needs Graph:TokenCertificates: the certificate, with its private key and the same for all hosts, "
                + "that protects what is kept of people's consent."
        : null;
}
