using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Crm.OutlookAddin.Api;

/// <summary>Refusals over HTTP: RFC 9457 problem+json, with "errors" naming each field and what is wrong with it.</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(Refusal refusal) => TypedResults.Problem(
        refusal.Message,
        statusCode: refusal.Kind switch
        {
            RefusalKind.Invalid => StatusCodes.Status400BadRequest,
            RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Duplicate => StatusCodes.Status409Conflict,
            RefusalKind.Conflict => StatusCodes.Status412PreconditionFailed,
            RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        },
        extensions: Extensions(refusal));

    /// <summary>For answers that ASP.NET Core gives by itself.</summary>
    public static void Explain(ProblemDetailsContext context) => context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not answer this method.",
        StatusCodes.Status413PayloadTooLarge => $"A request may hold at most {ApiSetup.LargestBody / 1024} KB.",
        StatusCodes.Status415UnsupportedMediaType => "The body must be JSON, with Content-Type application/json.",
        _ => null,
    };

    public static ProblemHttpResult NotThere(string what) => TypedResults.Problem(what, statusCode: StatusCodes.Status404NotFound);

    private static Dictionary<string, object?> Extensions(Refusal refusal)
    {
        var more = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (refusal.Fields.Count > 0)
        {
            more["errors"] = Errors(refusal);
        }

        if (refusal.Kind is RefusalKind.Conflict)
        {
            more["conflicts"] = refusal.Conflicts;
            more["currentVersion"] = refusal.CurrentVersion;
        }

        return more;
    }

    private static Dictionary<string, string[]> Errors(Refusal refusal) =>
        refusal.Fields.GroupBy(f => f.Field, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Select(f => f.Message).ToArray(), StringComparer.Ordinal);
}

/// <summary>What could not even be read is the caller's mistake; everything else is ours, and says nothing but that.</summary>
internal sealed class UnreadRequests(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception is BadHttpRequestException unread ? Unread(unread) : new ProblemDetails
        {
            Status = StatusCodes.Status500InternalServerError,
            Detail = "Something went wrong on our side. Nothing was saved; please try again.",
        };
        httpContext.Response.StatusCode = problem.Status!.Value;
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
    }

    private static ProblemDetails Unread(BadHttpRequestException unread) => unread switch
    {
        { InnerException: JsonException { Path: { Length: > 2 } path } } => new()
        {
            Status = unread.StatusCode,
            Detail = "The body could not be read.",
            Extensions =
                { ["errors"] = new Dictionary<string, string[]> { [path[2..]] = ["This value is not of the kind that belongs here."] } },
        },
        { StatusCode: StatusCodes.Status400BadRequest } => new() { Status = unread.StatusCode, Detail = "The request could not be read." },
        _ => new() { Status = unread.StatusCode },
    };
}
