using Microsoft.AspNetCore.Http.Features;

namespace Crm.OutlookAddin.Capture.Notifications;

/// <summary>What came in, before anybody asked whether it is genuine.</summary>
/// <param name="Kind">created, updated, deleted or lifecycle:…</param>
/// <param name="Content">Null in basic notifications.</param>
internal sealed record ReceivedNotification(
    string SubscriptionId, string? ClientState, string Kind, string? ItemId, EncryptedContent? Content);

/// <summary>One body of notifications (changeNotificationCollection): as large and as many as Graph sends, and no more.</summary>
/// <param name="Readable">Of the right shape, at most <see cref="MostEntries"/>.</param>
/// <param name="ValidationTokens">Graph's proofs beside encrypted content.</param>
/// <param name="Total">How many the body held.</param>
internal sealed record NotificationBody(
    IReadOnlyList<ReceivedNotification> Readable, IReadOnlyList<string> ValidationTokens, int Total)
{
    public const string LifecyclePrefix = "lifecycle:";

    private const int LargestBody = 1024 * 1024;
    private const int LongestItemId = 1000;
    private const int LongestKind = 40;

    /// <summary>More do not stand in one body. What is left out is found by the sweep: a notification only says where to look.</summary>
    private const int MostEntries = 500;

    /// <summary>One for each tenant and application; ours is one application.</summary>
    private const int MostTokens = 50;

    /// <summary>Graph's ids of subscriptions are GUIDs; anything longer, or with other signs, is not asked for.</summary>
    private const int LongestSubscriptionId = 64;

    /// <summary>Graph takes no longer secret. Source: Microsoft Graph, subscription resource type, clientState.</summary>
    private const int LongestClientState = 128;

    /// <returns>Null with the status that says why.</returns>
    public static async Task<(int Status, NotificationBody? Body)> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LargestBody)
        {
            return (StatusCodes.Status413PayloadTooLarge, null);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestBody;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + read > LargestBody)
            {
                return (StatusCodes.Status413PayloadTooLarge, null);
            }

            body.Write(buffer, 0, read);
        }

        try
        {
            using var json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length), new JsonDocumentOptions { MaxDepth = 16 });
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("value", out var value)
                && value.ValueKind is JsonValueKind.Array
                ? (StatusCodes.Status202Accepted, new NotificationBody(
                    [.. value.EnumerateArray().Take(MostEntries).Select(Entry).OfType<ReceivedNotification>()], Tokens(json.RootElement),
                    value.GetArrayLength()))
                : (StatusCodes.Status400BadRequest, null);
        }
        catch (JsonException)
        {
            return (StatusCodes.Status400BadRequest, null);
        }
    }

    private static ReceivedNotification? Entry(JsonElement json)
    {
        if (Text(json, "subscriptionId") is not { Length: > 0 and <= LongestSubscriptionId } subscription
            || !subscription.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')
            || Text(json, "clientState") is { Length: > LongestClientState })
        {
            return null;
        }

        var kind = Text(json, "lifecycleEvent") is { } lifecycle ? LifecyclePrefix + lifecycle : Text(json, "changeType") ?? "updated";
        var item = json.TryGetProperty("resourceData", out var data) ? Text(data, "id") : null;
        return new ReceivedNotification(
            subscription, Text(json, "clientState"), kind.Length > LongestKind ? kind[..LongestKind] : kind,
            item is { Length: > LongestItemId } ? null : item, Content(json));
    }

    private static EncryptedContent? Content(JsonElement json) =>
        json.TryGetProperty("encryptedContent", out var content) && content.ValueKind is JsonValueKind.Object
            ? new EncryptedContent(
                Text(content, "data"), Text(content, "dataKey"), Text(content, "dataSignature"), Text(content, "encryptionCertificateId"))
            : null;

    private static IReadOnlyList<string> Tokens(JsonElement body) =>
        body.TryGetProperty("validationTokens", out var tokens) && tokens.ValueKind is JsonValueKind.Array
            ? [.. tokens.EnumerateArray().Take(MostTokens).Where(t => t.ValueKind is JsonValueKind.String)
                .Select(t => t.GetRawText()[1..^1])]
            : [];

    /// <returns>Null also for what is no text: half of a surrogate pair.</returns>
    private static string? Text(JsonElement json, string name)
    {
        try
        {
            return json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value)
                && value.ValueKind is JsonValueKind.String
                    ? value.GetString()!.Replace("\0", "", StringComparison.Ordinal)
                    : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
