namespace Crm.Bot.BotFramework;

/// <summary>
/// Where the bot's token may go. A service URL comes from outside; sent to the wrong host, the token would let that host speak as the bot.
/// Microsoft's own list also names storage and SharePoint hosts for files; they are not connectors, and a storage name can be rented by
/// anybody. Source: microsoft/Agents-for-net, allow-list of outbound hosts; msteams-docs for the government clouds.</summary>
internal sealed class ServiceUrls(IOptions<BotOptions> options, IHostEnvironment environment)
{
    private static readonly string[] Hosts = ["smba.trafficmanager.net", "botframework.com", "teams.microsoft.com", "teams.microsoft.us"];
    private static readonly string[] Domains = [".botframework.com", ".teams.microsoft.com", ".teams.microsoft.us"];

    public bool IsAllowed(string? serviceUrl)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var url)
            || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            return false;
        }

        if (url.IsLoopback && environment.IsDevelopment() && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
        {
            return true;
        }

        return IsPublished(url) || options.Value.AllowedServiceUrls.Any(allowed => IsUnder(new Uri(allowed), url));
    }

    private static bool IsPublished(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps
        && url.IsDefaultPort
        && (Hosts.Contains(url.IdnHost, StringComparer.OrdinalIgnoreCase)
            || Domains.Any(domain => url.IdnHost.EndsWith(domain, StringComparison.OrdinalIgnoreCase)));

    private static bool IsUnder(Uri allowed, Uri url) =>
        Uri.Compare(allowed, url, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
        && (url.AbsolutePath + "/").StartsWith(allowed.AbsolutePath.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);
}
