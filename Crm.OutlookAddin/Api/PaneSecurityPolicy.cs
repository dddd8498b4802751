using Crm.OutlookAddin.Jobs;

namespace Crm.OutlookAddin.Api;

/// <summary>
/// What browsers may do with our pages. Outlook frames the pane, so it says who may (and sends no X-Frame-Options, which cannot); nothing
/// else of this host may be framed. Microsoft publishes no list of its own hosts for add-ins: Pane:FrameAncestors adds what is missing.
/// </summary>
internal sealed class PaneSecurityPolicy(IOptions<PaneOptions> pane, IOptions<AzureAdOptions> azureAd, IHostEnvironment environment)
{
    private static readonly string[] Outlook =
    [
        "https://*.cloud.microsoft", "https://outlook.office.com", "https://outlook.office365.com", "https://outlook.live.com",
        "https://*.office.com",
        "https://*.microsoft365.com", "https://outlook-sdf.office.com", "https://outlook-sdf.office365.com", "https://teams.microsoft.com",
        "https://*.teams.microsoft.com",
    ];

    /// <summary>
    /// Hangfire's pages bring their scripts and styles as files; its bars and labels have their widths and colours as style attributes.
    /// </summary>
    private const string ForJobs =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private readonly string forPane = string.Join("; ",
        "default-src 'none'",
        $"script-src 'self' https://appsforoffice.microsoft.com {Origin(pane.Value.OfficeJsUrl)}",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        $"connect-src 'self' https://login.microsoftonline.com https://*.events.data.microsoft.com {Origin(azureAd.Value.Instance)}",
        $"frame-src https://login.microsoftonline.com {Origin(azureAd.Value.Instance)}",
        "base-uri 'none'",
        "form-action 'none'",
        $"frame-ancestors {string.Join(' ', [.. Outlook, .. pane.Value.MoreAncestors])}");

    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        // The exception handler clears the headers that were set so far; these must be on its answers, too.
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            if (!environment.IsDevelopment())
            {
                // Also behind a proxy that ends TLS; browsers ignore it over plain HTTP.
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments(PaneFiles.Root) ? forPane
                : http.Request.Path.StartsWithSegments(JobsDashboard.Root)
                    || http.Request.PathBase.StartsWithSegments(JobsDashboard.Root) ? ForJobs
                : "default-src 'none'; frame-ancestors 'none'";
            if (headers.CacheControl.Count == 0)
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(http);
    }

    private static string Origin(string url) => new Uri(url).GetLeftPart(UriPartial.Authority);
}
