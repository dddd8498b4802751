namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>One part of a batch's answer: a status, headers and a body of its own.</summary>
internal static class BatchAnswer
{
    public static GraphAnswer<JsonElement> Read(JsonElement response, TimeProvider clock)
    {
        var status = response.TryGetProperty("status", out var told) && told.TryGetInt32(out var number) ? number : 0;
        var body = response.TryGetProperty("body", out var content) ? content : default;
        return status is >= 200 and < 300 && body.ValueKind is JsonValueKind.Object
            ? new GraphAnswer<JsonElement>.Ok(body.Clone())
            : new GraphAnswer<JsonElement>.Failed(
                status is >= 200 and < 300 or 0 ? new GraphFailure(0, GraphFailure.BadAnswer, null)
                : new GraphFailure(status, CodeOf(body), RetryAfter(response, clock)));
    }

    private static string CodeOf(JsonElement body)
    {
        var code = "unknown";
        for (var level = Inner(body, "error"); level is { } at; level = Inner(at, "innerError") ?? Inner(at, "innererror"))
        {
            code = at.TryGetProperty("code", out var deeper) && deeper.ValueKind is JsonValueKind.String ? deeper.GetString()! : code;
        }

        return GraphFailure.Short(code);
    }

    private static JsonElement? Inner(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var inner) && inner.ValueKind is JsonValueKind.Object
        ? inner
        : null;

    private static TimeSpan? RetryAfter(JsonElement response, TimeProvider clock) =>
        response.TryGetProperty("headers", out var headers) && headers.ValueKind is JsonValueKind.Object
        && headers.EnumerateObject().FirstOrDefault(h => h.Name.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value
            is { ValueKind: not JsonValueKind.Undefined } value
            ? GraphFailure.ReadRetryAfter(value.ToString(), clock)
            : null;
}
