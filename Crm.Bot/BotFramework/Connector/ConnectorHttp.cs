using System.Net.Http.Headers;
using Polly;
using Polly.Retry;

namespace Crm.Bot.BotFramework;

/// <summary>One request to the connector with everything around it: where it may go, the token, and trying again.
/// Retried are 412, 429, 502 and 504 only; a POST that is repeated after 502 or 504 may show a message twice, which is better than never.
/// </summary>
internal sealed class ConnectorHttp(
    IHttpClientFactory http, ServiceUrls serviceUrls, IConnectorTokens tokens, TimeProvider clock, ILogger<ConnectorHttp> log)
{
    public const string HttpClientName = "BotFramework.Connector";

    /// <summary>
    /// A turn or a job does not sleep longer for one message; the caller gets <see cref="ConnectorException.RetryAfter"/> instead.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly ResiliencePipeline<HttpResponseMessage> retry = Pipeline(clock, log);

    /// <param name="path">Below <c>/v3</c>, ids already percent-encoded.</param>
    /// <exception cref="ConnectorException"/>
    public async Task<JsonElement?> SendAsync(
        HttpMethod method, string serviceUrl, string path, object? body, CancellationToken ct)
    {
        // Before a token is even fetched.
        if (!serviceUrls.IsAllowed(serviceUrl))
        {
            throw new ConnectorException("The service URL is not one the bot may send its token to.") { Code = "ServiceUrlNotAllowed" };
        }

        var url = new Uri(serviceUrl.TrimEnd('/') + "/v3/" + path);
        var json = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, ActivityJson.Options);
        try
        {
            using var answer = await retry.ExecuteAsync(
                async token => await SendWithTokenAsync(method, url, json, token), ct);
            return answer.IsSuccessStatusCode
                ? Json(await answer.Content.ReadAsByteArrayAsync(ct))
                : throw await ConnectorFailure.ReadAsync(answer, clock, ct);
        }
        catch (Exception failure) when (failure is HttpRequestException
            || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new ConnectorException("The connector cannot be reached.", failure) { Code = "Unreachable" };
        }
    }

    /// <summary>A 401 is answered once with a new token: the old one may have been revoked.</summary>
    private async Task<HttpResponseMessage> SendWithTokenAsync(HttpMethod method, Uri url, byte[]? json, CancellationToken ct)
    {
        var token = await tokens.GetAsync(fresh: false, ct);
        var answer = await SendOnceAsync(method, url, json, token, ct);
        if (answer.StatusCode != HttpStatusCode.Unauthorized || token is null)
        {
            return answer;
        }

        answer.Dispose();
        log.ConnectorTokenRefused();
        return await SendOnceAsync(method, url, json, await tokens.GetAsync(fresh: true, ct), ct);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpMethod method, Uri url, byte[]? json, string? token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, url);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (json is not null)
        {
            request.Content = new ByteArrayContent(json)
                { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        }

        using var client = http.CreateClient(HttpClientName);
        return await client.SendAsync(request, ct);
    }

    private static JsonElement? Json(byte[] body)
    {
        // 202 comes with an empty body, and proxies answer 200 with a page.
        try
        {
            return body.Length == 0 ? null : JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeProvider clock, ILogger log)
    {
        var retry = new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 5,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(300),
            MaxDelay = LongestWait,
            UseJitter = true,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is { } answer
                && ConnectorFailure.IsPassing(answer.StatusCode)
                && (ConnectorFailure.RetryAfter(answer, clock) ?? TimeSpan.Zero) <= LongestWait),
        };

        // What the connector asks for is the least; the jitter on top keeps many waiting sends from coming back together.
        retry.DelayGenerator = attempt => ValueTask.FromResult(
            attempt.Outcome.Result is { } answer && ConnectorFailure.RetryAfter(answer, clock) is { } asked
                ? asked + (TimeSpan.FromMilliseconds(500) * retry.Randomizer())
                : (TimeSpan?)null);
        retry.OnRetry = attempt =>
        {
            log.ConnectorRetry(
                (int)(attempt.Outcome.Result?.StatusCode ?? 0), attempt.AttemptNumber + 2, attempt.RetryDelay.TotalMilliseconds);
            attempt.Outcome.Result?.Dispose();
            return ValueTask.CompletedTask;
        };
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }.AddRetry(retry).Build();
    }
}
