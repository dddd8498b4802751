using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Bot.BotFramework;

/// <summary>
/// POST /api/messages. 401 a token that is not the channel's, 403 a caller who may not deliver this activity, 413 too large, 400 not an
/// activity, 503 the channel's keys cannot be read; otherwise what the turn answers. Callers are told no more than they need to repair a
/// request.
/// </summary>
internal sealed class MessagesEndpoint(CallerCheck callers, TurnRunner turns, ILogger<MessagesEndpoint> log)
{
    public async Task<IResult> HandleAsync(HttpContext http)
    {
        try
        {
            return await callers.CheckHeadersAsync(http) switch
            {
                CallerOutcome.Refused refused => RefuseCaller(http, refused),
                var caller => await ReceiveAsync(http, caller),
            };
        }
        catch (MetadataUnavailableException)
        {
            http.Response.Headers.RetryAfter = "5";
            return Problem(503, "The signing keys of the channel cannot be read at the moment.");
        }
        catch (MalformedActivityException malformed)
        {
            log.ActivityRefused(400, "malformed");
            return Problem(400, malformed.Message);
        }
        catch (BadHttpRequestException bad)
        {
            return Problem(bad.StatusCode, "The request cannot be read.");
        }
    }

    private async Task<IResult> ReceiveAsync(HttpContext http, CallerOutcome caller)
    {
        if (await RequestBody.ReadAsync(http.Request, http.RequestAborted) is not { } body)
        {
            log.ActivityRefused(413, "too-large");
            return Problem(413, $"An activity may have at most {RequestBody.Limit} bytes.");
        }

        // A web page can make a browser post to this machine, but not as JSON without asking first. Bytes after a token need no such care.
        if (caller is CallerOutcome.Local && !http.Request.HasJsonContentType())
        {
            return Problem(400, "The body is not JSON: send Content-Type: application/json.");
        }

        var activity = ActivityReader.Read(body);
        if (callers.WhyForbidden(caller, activity) is { } reason)
        {
            log.ActivityRefused(403, reason);
            return Problem(403, "The caller may not deliver this activity.");
        }

        var answer = await turns.RunAsync(activity, http.RequestServices, http.RequestAborted);
        http.Response.StatusCode = answer.Status;
        return answer.Body.Length == 0 ? TypedResults.StatusCode(answer.Status) : new JsonBytes(answer);
    }

    private ProblemHttpResult RefuseCaller(HttpContext http, CallerOutcome.Refused refused)
    {
        log.CallerRefused(refused.Status, refused.Reason);
        if (refused.Status == 401)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return Problem(
            refused.Status, refused.Status == 401 ? "A token of the channel is required." : "Only callers on this machine are served.");
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    private sealed class JsonBytes(TurnAnswer answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = answer.Status;
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = answer.Body.Length;
            await httpContext.Response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
        }
    }
}
