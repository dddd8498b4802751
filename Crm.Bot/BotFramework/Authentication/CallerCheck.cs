using Microsoft.Extensions.Primitives;

namespace Crm.Bot.BotFramework;

/// <summary>
/// Who may deliver activities. By the headers alone first, so that nothing is read from a stranger; then whether the activity is one that
/// this caller may deliver.</summary>
internal sealed class CallerCheck(ChannelTokens tokens, ServiceUrls serviceUrls, IOptions<BotOptions> options)
{
    /// <summary>
    /// The registration may be endorsed for further channels (webchat, Direct Line), but their clients write ids, names and tenants
    /// themselves: only Teams vouches for them.</summary>
    private const string Teams = "msteams";

    private const string Scheme = "Bearer ";

    /// <summary>The channels of tools on this machine, where no token is checked and nobody vouches for anything.</summary>
    private static readonly string[] LocalChannels = [Teams, "emulator", "playground"];

    /// <exception cref="MetadataUnavailableException"/>
    public async Task<CallerOutcome> CheckHeadersAsync(HttpContext http)
    {
        if (!options.Value.ChecksTokens)
        {
            return IsForwarded(http)
                ? new CallerOutcome.Refused(403, "a proxy forwards strangers to a bot that checks no tokens: set MicrosoftAppId")
                : IsOnThisMachine(http) ? new CallerOutcome.Local()
                : new CallerOutcome.Refused(403, "not-local");
        }

        return Token(http.Request.Headers.Authorization) is { } compact
            && await tokens.ValidateAsync(compact, http.RequestAborted) is { } token
                ? new CallerOutcome.Channel(token)
                : new CallerOutcome.Refused(401, "token");
    }

    /// <summary>The reason for a 403, or null.</summary>
    public string? WhyForbidden(CallerOutcome caller, Activity activity)
    {
        if (activity.HasConflictingTenants)
        {
            return "tenants-differ";
        }

        if (caller is CallerOutcome.Local && activity.ChannelId is { Length: > 0 } channel
            && !LocalChannels.Contains(channel, StringComparer.Ordinal))
        {
            return "channel-not-served";
        }

        if (caller is CallerOutcome.Channel { Token: var token })
        {
            if (activity.ChannelId is not Teams)
            {
                return "channel-not-served";
            }

            if (!token.Endorsements.Contains(Teams))
            {
                return "channel-not-endorsed";
            }

            if (!Guid.TryParse(TenantOf(activity), out _))
            {
                return "no-tenant";
            }

            if (string.IsNullOrEmpty(token.ServiceUrl) || !SameUrl(token.ServiceUrl, activity.ServiceUrl))
            {
                return "service-url-differs";
            }
        }

        // Local tools post fragments without a service URL; those can be handled, only not answered.
        return string.IsNullOrEmpty(activity.ServiceUrl) || serviceUrls.IsAllowed(activity.ServiceUrl) ? null : "service-url-not-allowed";
    }

    /// <summary>What acts for a person names the tenant in its conversation; updates of Teams name it in the channel data alone.</summary>
    private static string? TenantOf(Activity activity) =>
        activity.Type is ActivityTypes.Message or ActivityTypes.Invoke ? activity.Conversation?.TenantId : activity.TenantId;

    private static string? Token(StringValues authorization) =>
        authorization is [{ } only] && only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && only[Scheme.Length..].Trim() is { Length: > 0 } compact
            ? compact
            : null;

    private static bool SameUrl(string claimed, string? actual) =>
        string.Equals(Bare(claimed), Bare(actual ?? ""), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string url) => url.EndsWith('/') ? url[..^1] : url;

    /// <summary>
    /// The address alone does not tell: a tunnel or a proxy on this machine calls from loopback for the whole internet, and a web page can
    /// make a browser call a name that leads here. A missing address is a caller inside this process or on a Unix socket.</summary>
    private static bool IsOnThisMachine(HttpContext http) =>
        (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address)) && IsLocalName(http.Request.Host.Host);

    private static bool IsForwarded(HttpContext http) => http.Request.Headers.Keys.Any(
        name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase));

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

internal abstract record CallerOutcome
{
    private CallerOutcome()
    {
    }

    /// <summary>The channel, with a valid token.</summary>
    public sealed record Channel(ChannelToken Token) : CallerOutcome;

    /// <summary>A tool on this machine, in Development without an app id.</summary>
    public sealed record Local : CallerOutcome;

    /// <param name="Reason">A fixed word for the log; callers are not told.</param>
    public sealed record Refused(int Status, string Reason) : CallerOutcome;
}
