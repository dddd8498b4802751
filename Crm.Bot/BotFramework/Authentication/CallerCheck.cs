using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Crm.Bot.BotFramework;

/// <summary>Who may deliver activities. By the headers alone first, so that nothing is read from a stranger; then whether the activity is one that
/// this caller may deliver.</summary>
internal sealed class CallerCheck(ChannelTokens tokens, ServiceUrls serviceUrls, IOptions<BotOptions> options)
{
    private const string Scheme = "Bearer ";

    /// <exception cref="MetadataUnavailableException"/>
    public async Task<CallerOutcome> CheckHeadersAsync(HttpContext http)
    {
        if (!options.Value.ChecksTokens)
        {
            return IsOnThisMachine(http) ? new CallerOutcome.Local() : new CallerOutcome.Refused(403, "not-local");
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

        if (caller is CallerOutcome.Channel { Token: var token })
        {
            if (string.IsNullOrEmpty(activity.ChannelId) || !token.Endorsements.Contains(activity.ChannelId))
            {
                return "channel-not-endorsed";
            }

            if (string.IsNullOrEmpty(token.ServiceUrl) || !SameUrl(token.ServiceUrl, activity.ServiceUrl))
            {
                return "service-url-differs";
            }
        }

        // Local tools post fragments without a service URL; those can be handled, only not answered.
        return string.IsNullOrEmpty(activity.ServiceUrl) || serviceUrls.IsAllowed(activity.ServiceUrl) ? null : "service-url-not-allowed";
    }

    private static string? Token(StringValues authorization) =>
        authorization is [{ } only] && only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && only[Scheme.Length..].Trim() is { Length: > 0 } compact
            ? compact
            : null;

    private static bool SameUrl(string claimed, string? actual) => string.Equals(Bare(claimed), Bare(actual ?? ""), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string url) => url.EndsWith('/') ? url[..^1] : url;

    /// <summary>The address alone does not tell: a tunnel or a proxy on this machine calls from loopback for the whole internet, and a web page can
    /// make a browser call a name that leads here. A missing address is a caller inside this process or on a Unix socket.</summary>
    private static bool IsOnThisMachine(HttpContext http) =>
        (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && !http.Request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || name == "Forwarded")
        && IsLocalName(http.Request.Host.Host);

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
