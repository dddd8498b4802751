using System.Data.Common;
using System.Net;
using System.Net.Mime;
using System.Text;

namespace Crm.OutlookAddin.Capture.Notifications;

/// <summary>
/// Where Graph tells that something changed (change notifications, basic and rich). Checked, stored, 202 within Graph's three seconds; no
/// call to Graph in the request. What cannot be checked or stored now is answered with 503, and Graph comes again.
/// </summary>
internal sealed partial class NotificationEndpoints
{
    private const int LongestToken = 4096;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Graph.GraphSubscriptions.NotificationsPath, PostAsync).AllowAnonymous().RequireRateLimiting(RateLimits.ByAddress);
        app.MapPost(Graph.GraphSubscriptions.LifecyclePath, PostAsync).AllowAnonymous().RequireRateLimiting(RateLimits.ByAddress);
    }

    private static async Task<IResult> PostAsync(
        HttpContext context, GenuineNotifications notifications, NotificationInbox inbox, ILogger<NotificationEndpoints> log)
    {
        // The handshake comes with an empty body and must not wait for one.
        if (context.Request.Query.TryGetValue("validationToken", out var token))
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return token.ToString() is { Length: <= LongestToken } given
                ? Results.Text(WebUtility.HtmlEncode(given), MediaTypeNames.Text.Plain, Encoding.UTF8)
                : Results.BadRequest();
        }

        var (status, body) = await NotificationBody.ReadAsync(context);
        if (body is null)
        {
            return Results.StatusCode(status);
        }

        try
        {
            var genuine = await notifications.OfAsync(body, context.RequestAborted);
            if (genuine.Count < body.Total)
            {
                Dropped(log, body.Total - genuine.Count, body.Total, body.Total - body.Readable.Count);
            }

            await inbox.KeepAsync(genuine);
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (HttpRequestException)
        {
            NotChecked(log);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (DbException failed)
        {
            NotStored(log, failed.SqlState);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Dropped} of {Total} notifications of one body were dropped: {Unreadable} not of a "
        + "notification's shape or too many, the rest of no subscription of ours, with another secret or not Graph's")]
    private static partial void Dropped(ILogger log, int dropped, int total, int unreadable);

    [LoggerMessage(2, LogLevel.Error, "Notifications could not be stored ({SqlState}); Graph will come again")]
    private static partial void NotStored(ILogger log, string? sqlState);

    [LoggerMessage(3, LogLevel.Warning, "Entra ID's keys could not be had to check a notification's token; Graph will come again")]
    private static partial void NotChecked(ILogger log);
}
