using System.Security.Cryptography;
using Crm.OutlookAddin.Capture.Delegated;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;
using MsalException = Microsoft.Identity.Client.MsalException;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>What a call to Graph came to.</summary>
internal abstract record GraphAnswer<T>
{
    private GraphAnswer()
    {
    }

    public sealed record Ok(T Value) : GraphAnswer<T>;

    public sealed record Failed(GraphFailure Failure) : GraphAnswer<T>;
}

/// <param name="Status">0 when Graph was not reached.</param>
/// <param name="Code">The deepest code in the answer: Graph branches by it, never by its message.</param>
/// <param name="RetryAfter">Graph's wish.</param>
internal sealed record GraphFailure(int Status, string Code, TimeSpan? RetryAfter)
{
    /// <summary>An answer that cannot be understood: a proxy's page, or one that was cut off.</summary>
    public const string BadAnswer = "bad-answer";

    private const int MostRetries = 2;

    /// <summary>Short waits are waited out where the call is made, longer ones are the caller's to keep.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    private static readonly string[] SyncCodes = ["SyncStateNotFound", "resyncRequired", "SyncStateInvalid"];

    /// <summary>Microsoft Graph, "Use delta query", resynchronization: 410, or one of these codes under 400 and 404.</summary>
    public bool IsResync => Status == 410 || (Status is 400 or 404 && SyncCodes.Contains(Code, StringComparer.OrdinalIgnoreCase));

    /// <summary>A token that is refused twice is Entra's or a clock's trouble, and no word about the mailbox.</summary>
    public bool IsPassing => Status is 0 or 401 or 408 or 423 or 429 or 500 or 502 or 503 or 504 or 509;

    public bool IsGone => Status is 404 && Code.Equals("ErrorItemNotFound", StringComparison.OrdinalIgnoreCase);

    /// <returns>How long to wait before the call is made again; null when it is not.</returns>
    public TimeSpan? WaitBefore(int retry)
    {
        var wait = RetryAfter is { } asked && asked > TimeSpan.Zero ? asked : TimeSpan.FromMilliseconds(500 * Math.Pow(2, retry));
        return IsPassing && Status != 0 && retry < MostRetries && wait <= LongestWait ? wait : null;
    }

    /// <summary>Seconds, or a moment (RFC 9110, Retry-After).</summary>
    public static TimeSpan? ReadRetryAfter(string? value, TimeProvider clock) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
        : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var until) ? until - clock.GetUtcNow()
        : null;

    public static string Short(string code) => code.Length > CapturePause.CodeLength ? code[..CapturePause.CodeLength] : code;

    public string PauseCode => Status is 429 or 503 or 509 ? CapturePause.Throttled : Code;
}

/// <summary>Every call to Graph, made again where that helps.</summary>
internal sealed partial class GraphCalls(GraphClients clients, TimeProvider clock, ILogger<GraphCalls> log)
{
    private static readonly Dictionary<string, ParsableFactory<IParsable>> Errors =
        new() { ["XXX"] = ODataError.CreateFromDiscriminatorValue };

    /// <summary>The answer as JSON: one item that cannot be understood must not take the page with it.</summary>
    public Task<GraphAnswer<JsonDocument>> ReadAsync(
        GraphCaller caller, Func<RequestInformation> request, CancellationToken ct) => RunAsync(
        caller,
        async token =>
        {
            await using var body = await clients.For(caller).RequestAdapter.SendPrimitiveAsync<Stream>(request(), Errors, token);
            return body is null ? JsonDocument.Parse("{}") : await RepairedJson.ParseAsync(body, token);
        },
        ct);

    public async Task<GraphAnswer<T>> RunAsync<T>(GraphCaller caller, Func<CancellationToken, Task<T>> call, CancellationToken ct)
    {
        var renewed = false;
        for (var retry = 0; ; retry++)
        {
            GraphFailure failure;
            try
            {
                return new GraphAnswer<T>.Ok(await call(ct));
            }
            catch (Exception error) when (Describe(error, ct) is { } described)
            {
                failure = described;
            }

            if (failure.Status == 401 && !renewed)
            {
                renewed = true;
                clients.ForgetToken(caller);
                continue;
            }

            Failed(log, caller.Tenant, failure.Status, failure.Code);
            if (failure.WaitBefore(retry) is not { } wait)
            {
                return new GraphAnswer<T>.Failed(failure);
            }

            await Task.Delay(wait, clock, ct);
        }
    }

    private GraphFailure? Describe(Exception error, CancellationToken ct) => error switch
    {
        ODataError odata => new GraphFailure(odata.ResponseStatusCode, CodeOf(odata), RetryAfter(odata)),
        ApiException api => new GraphFailure(api.ResponseStatusCode, "unknown", RetryAfter(api)),

        MailboxNotOpenException closed => new GraphFailure(403, closed.Reason, null),
        CryptographicException => new GraphFailure(0, "sealed", null), // With keys that this host does not have.

        // Kiota's complaint about a proxy's page, and a cut-off answer.
        InvalidOperationException or JsonException => new GraphFailure(0, GraphFailure.BadAnswer, null),
        HttpRequestException or IOException or MsalException => new GraphFailure(0, "unreachable", null),
        OperationCanceledException when !ct.IsCancellationRequested => new GraphFailure(0, "timeout", null),
        _ => null,
    };

    private static string CodeOf(ODataError error)
    {
        var code = error.Error?.Code ?? "unknown";
        object? inner = error.Error?.InnerError?.AdditionalData;
        while (inner is IDictionary<string, object> level)
        {
            code = level.TryGetValue("code", out var deeper) && deeper?.ToString() is { Length: > 0 } known ? known : code;
            inner = level.TryGetValue("innererror", out var next) || level.TryGetValue("innerError", out next) ? next : null;
        }

        return GraphFailure.Short(code);
    }

    private TimeSpan? RetryAfter(ApiException error) => GraphFailure.ReadRetryAfter(
        error.ResponseHeaders?.FirstOrDefault(h => h.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value
            ?.FirstOrDefault(),
        clock);

    [LoggerMessage(1, LogLevel.Information, "Graph refused a call for tenant {Tenant}: {Status} {Code}")]
    private static partial void Failed(ILogger log, Guid tenant, int status, string code);
}
