namespace Crm.Bot.BotFramework;

/// <summary>
/// Reads a refusal of the connector: <c>{"error":{"code","message"}}</c>, with the sub code in several places, or a web page.
/// </summary>
internal static class ConnectorFailure
{
    public static async Task<ConnectorException> ReadAsync(HttpResponseMessage answer, TimeProvider clock, CancellationToken ct)
    {
        var (code, subCode) = Codes(await answer.Content.ReadAsByteArrayAsync(ct));
        return new ConnectorException($"The connector answered {(int)answer.StatusCode} {code ?? "without a code"} {subCode}".TrimEnd())
        {
            Status = answer.StatusCode,
            Code = code,
            SubCode = subCode,
            RetryAfter = RetryAfter(answer, clock),
        };
    }

    /// <summary>Seconds or a date; null when the connector did not say.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer, TimeProvider clock)
    {
        var wait = answer.Headers.RetryAfter is not { } header ? null
            : header.Delta ?? (header.Date is { } date ? date - clock.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    public static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.PreconditionFailed or HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;

    private static (string? Code, string? SubCode) Codes(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            var error = Member(root, "error") ?? root;
            var subCode = Text(error, "subCode") ?? Text(root, "subCode") ?? Text(error, "errorCode") ?? Text(root, "errorCode")
                ?? Text(Member(error, "innerHttpError") ?? error, "subCode");
            return (Text(error, "code"), subCode);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static JsonElement? Member(JsonElement owner, string name) =>
        owner.ValueKind != JsonValueKind.Object ? null
        : owner.EnumerateObject().Where(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(m => (JsonElement?)m.Value)
        .FirstOrDefault();

    private static string? Text(JsonElement owner, string name) => Member(owner, name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;
}
