using Crm.Core.Access;

namespace Crm.OutlookAddin.Api;

/// <summary>
/// A request whose caller has changed since the host read them is served again from the beginning, once: its use case was rolled back, and
/// who it is, what they may do and in which language they read is found out anew.
/// </summary>
internal static class ChangedCallers
{
    public static async Task BeginAgainAsync(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsGet(http.Request.Method))
        {
            await ServeAsync(http, next);
            return;
        }

        http.Request.EnableBuffering(bufferThreshold: ApiSetup.LargestBody);
        await ServeAsync(http, next);
    }

    private static async Task ServeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (CallerChangedException) when (!http.Response.HasStarted)
        {
            if (http.Request.Body.CanSeek)
            {
                http.Request.Body.Position = 0;
            }

            http.SetEndpoint(null); // Routing keeps what it has chosen.
            await next(http);
        }
    }
}
