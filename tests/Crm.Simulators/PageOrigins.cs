using System.Net;

namespace Crm.Simulators;

/// <summary>
/// Which web pages may call: the stand-ins' own, and the pane's beside it; the control doors only the former. Any website that somebody has
/// open can make the browser call this machine, also without asking first (a simple POST) and under a name of its own that leads here (DNS
/// rebinding).
/// </summary>
public sealed class PageOrigins(IOptions<SimulatorOptions> options)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsLocal(http.Request.Host.Host))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (http.Request.Headers.Origin is [{ } origin]
            && !(IsOwn(origin, http.Request) || (IsPane(origin) && !http.Request.Path.StartsWithSegments("/control"))))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            await next(http);
        }
    }

    public bool IsPane(string origin) => Uri.TryCreate(options.Value.PaneUrl, UriKind.Absolute, out var pane) && Same(origin, pane);

    private bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || (Public is { } own && Same(origin, own));

    private bool IsLocal(string host) =>
        host.Length == 0 // HTTP/1.0, which no browser speaks.
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        || host.Equals(Public?.IdnHost, StringComparison.OrdinalIgnoreCase);

    private Uri? Public => Uri.TryCreate(options.Value.PublicUrl, UriKind.Absolute, out var own) ? own : null;

    private static bool Same(string origin, Uri page) =>
        string.Equals(origin, page.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
}
