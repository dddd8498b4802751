using System.Web;

namespace Crm.Core.Records;

/// <summary>
/// Links as Microsoft 365 hands them on: rewritten by Safe Links in mail and in Teams, or inside a deep link to a Teams app, whose webUrl
/// is the page for readers without the app. Source: Microsoft, "Safe Links in Microsoft Defender for Office 365"; "Deep link to an
/// application".
/// </summary>
public static class WrappedLink
{
    /// <summary>A link that was forwarded is wrapped again.</summary>
    private const int MostLayers = 5;

    private static readonly string[] MailHosts = [".safelinks.protection.outlook.com", ".safelinks.protection.office365.us"];
    private static readonly string[] ChatHosts = ["statics.teams.cdn.office.net", "statics.teams.microsoft.com"];
    private static readonly string[] TeamsHosts = ["teams.microsoft.com", "teams.cloud.microsoft", "teams.microsoft.us"];

    /// <returns>The link itself where nothing we know is wrapped around it.</returns>
    public static Uri Unwrap(Uri link)
    {
        for (var layer = 0; layer < MostLayers && Inside(link) is { } inner; layer++)
        {
            link = inner;
        }

        return link;
    }

    private static Uri? Inside(Uri link) => Carrier(link) is { } parameter
        && Uri.TryCreate(HttpUtility.ParseQueryString(link.Query)[parameter], UriKind.Absolute, out var inner)
        ? inner
        : null;

    /// <summary>The parameter that holds the link within; null for a link that is none of these.</summary>
    private static string? Carrier(Uri link) =>
        link.Scheme is "msteams" && link.AbsolutePath.StartsWith("/l/entity/", StringComparison.Ordinal) ? "webUrl"
        : link.Scheme is not ("https" or "http") || !link.IsDefaultPort ? null
        : MailHosts.Any(host => link.IdnHost.EndsWith(host, StringComparison.OrdinalIgnoreCase)) ? "url"
        : IsOneOf(ChatHosts, link) && link.AbsolutePath.StartsWith("/evergreen-assets/safelinks/", StringComparison.Ordinal) ? "url"
        : IsOneOf(TeamsHosts, link) && link.AbsolutePath.StartsWith("/l/entity/", StringComparison.Ordinal) ? "webUrl"
        : null;

    private static bool IsOneOf(string[] hosts, Uri link) => hosts.Contains(link.IdnHost, StringComparer.OrdinalIgnoreCase);
}
