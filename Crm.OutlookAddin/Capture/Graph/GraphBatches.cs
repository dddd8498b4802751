using Microsoft.Kiota.Abstractions;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>
/// Many reads in few calls (Microsoft Graph, "Combine multiple HTTP requests using JSON batching"): twenty at most in one, each answered
/// and throttled on its own. What is throttled for a moment is asked for again, without the others.
/// </summary>
internal sealed partial class GraphBatches(GraphCalls calls, IOptions<GraphOptions> options, TimeProvider clock, ILogger<GraphBatches> log)
{
    public const int Most = 20;

    /// <returns>One answer for each request, in their order.</returns>
    public async Task<IReadOnlyList<GraphAnswer<JsonElement>>> ReadAsync(
        GraphCaller caller, IReadOnlyList<Func<RequestInformation>> requests, CancellationToken ct)
    {
        var answers = new List<GraphAnswer<JsonElement>>(requests.Count);
        foreach (var part in requests.Chunk(Most))
        {
            // A batch of which nothing came through says that the mailbox wants to be left alone.
            var closed = answers.Count > 0 && answers.TakeLast(Most).All(IsHeldUp) ? answers[^1] : null;
            answers.AddRange(closed is not null ? part.Select(_ => closed) : await PartAsync(caller, part, ct));
        }

        return answers;
    }

    private static bool IsHeldUp(GraphAnswer<JsonElement> answer) => answer is GraphAnswer<JsonElement>.Failed { Failure.IsPassing: true };

    private async Task<GraphAnswer<JsonElement>[]> PartAsync(GraphCaller caller, Func<RequestInformation>[] requests, CancellationToken ct)
    {
        var answers = new GraphAnswer<JsonElement>[requests.Length];
        List<int> open = [.. Enumerable.Range(0, requests.Length)];
        for (var retry = 0; open.Count > 0; retry++)
        {
            var (told, isFinal) = await SendAsync(caller, [.. open.Select(i => requests[i])], ct);
            foreach (var (i, answer) in open.Zip(told))
            {
                answers[i] = answer;
            }

            var waits = open.Select(i => (Index: i, Wait: isFinal ? null : WaitBefore(answers[i], retry)))
                .Where(w => w.Wait is not null).ToList();
            open = [.. waits.Select(w => w.Index)];
            if (open.Count > 0)
            {
                HeldUp(log, caller.Tenant, open.Count, requests.Length);
                await Task.Delay(waits.Max(w => w.Wait!.Value), clock, ct);
            }
        }

        return answers;
    }

    private static TimeSpan? WaitBefore(GraphAnswer<JsonElement> answer, int retry) =>
        answer is GraphAnswer<JsonElement>.Failed { Failure: var failure } ? failure.WaitBefore(retry) : null;

    /// <returns>The answers, and whether asking again is done with: a call that failed as a whole was made again already.</returns>
    private async Task<(IReadOnlyList<GraphAnswer<JsonElement>> Answers, bool IsFinal)> SendAsync(
        GraphCaller caller, Func<RequestInformation>[] requests, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { requests = requests.Select((r, i) => Part(r(), i)) });
        var answer = await calls.ReadAsync(caller, () => Post(body), ct);
        if (answer is GraphAnswer<JsonDocument>.Failed { Failure: var failure }
            && !(failure.Status is 400 or 404 or 405 or 501 || failure.Code == GraphFailure.BadAnswer))
        {
            return ([.. requests.Select(_ => new GraphAnswer<JsonElement>.Failed(failure))], true);
        }

        using (var document = (answer as GraphAnswer<JsonDocument>.Ok)?.Value)
        {
            if (document is not null && Told(document.RootElement, requests.Length) is { } told)
            {
                return (told, false);
            }
        }

        // This batch is not understood, here or there: its parts may be.
        var alone = new List<GraphAnswer<JsonElement>>(requests.Length);
        foreach (var request in requests)
        {
            alone.Add(await AloneAsync(caller, request, ct));
        }

        return (alone, true);
    }

    private RequestInformation Post(byte[] body)
    {
        var request = new RequestInformation { HttpMethod = Method.POST, URI = new Uri(options.Value.Base, "$batch") };
        request.SetStreamContent(new MemoryStream(body), "application/json");
        request.Headers.TryAdd("Accept", "application/json");
        return request;
    }

    /// <summary>Addresses in a batch are relative to the version's root.</summary>
    private object Part(RequestInformation request, int index) => new
    {
        id = $"{index}",
        method = "GET",
        url = request.URI.PathAndQuery[(options.Value.Base.AbsolutePath.Length - 1)..],
        headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value)),
    };

    private List<GraphAnswer<JsonElement>>? Told(JsonElement answer, int count)
    {
        if (answer.ValueKind is not JsonValueKind.Object || !answer.TryGetProperty("responses", out var responses)
            || responses.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var byId = responses.EnumerateArray().Where(r => r.ValueKind is JsonValueKind.Object && r.TryGetProperty("id", out _))
            .GroupBy(r => r.GetProperty("id").ToString(), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First());
        return [.. Enumerable.Range(0, count).Select(i => byId.TryGetValue($"{i}", out var response)
            ? BatchAnswer.Read(response, clock)
            : new GraphAnswer<JsonElement>.Failed(new GraphFailure(0, GraphFailure.BadAnswer, null)))];
    }

    private async Task<GraphAnswer<JsonElement>> AloneAsync(GraphCaller caller, Func<RequestInformation> request, CancellationToken ct)
    {
        switch (await calls.ReadAsync(caller, request, ct))
        {
            case GraphAnswer<JsonDocument>.Ok { Value: var answer }:
                using (answer)
                {
                    return new GraphAnswer<JsonElement>.Ok(answer.RootElement.Clone());
                }

            case GraphAnswer<JsonDocument>.Failed { Failure: var failure }:
                return new GraphAnswer<JsonElement>.Failed(failure);
            default:
                throw new InvalidOperationException("A call answers or fails.");
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Graph held up {Count} of the {Parts} parts of a batch for tenant {Tenant}")]
    private static partial void HeldUp(ILogger log, Guid tenant, int count, int parts);
}
