using System.Data.Common;
using System.Net;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Crm.OutlookAddin.Capture.Jobs;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.OutlookAddin.Capture.Notifications;

/// <summary>
/// Where Graph tells that something changed (change notifications, "basic"). Checked, stored, 202 within Graph's three seconds; no
/// call to Graph in the request. What cannot be stored is answered with 503, and Graph comes again.
/// </summary>
internal sealed partial class NotificationEndpoints
{
    private const int LargestBody = 1024 * 1024;
    private const int LongestToken = 4096;
    private const int LongestItemId = 1000;

    /// <summary>More do not stand in one body. What is left out is found by the sweep: a notification only says where to look.</summary>
    private const int MostEntries = 500;

    /// <summary>Graph's ids of subscriptions are GUIDs; anything longer, or with other signs, is not asked for.</summary>
    private const int LongestSubscriptionId = 64;

    /// <summary>Graph takes no longer secret. Source: Microsoft Graph, subscription resource type, clientState.</summary>
    private const int LongestClientState = 128;
    private const string LifecyclePrefix = "lifecycle:";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Graph.GraphSubscriptions.NotificationsPath, PostAsync).AllowAnonymous().RequireRateLimiting(RateLimits.ByAddress);
        app.MapPost(Graph.GraphSubscriptions.LifecyclePath, PostAsync).AllowAnonymous().RequireRateLimiting(RateLimits.ByAddress);
    }

    private static async Task<IResult> PostAsync(
        HttpContext context, ISubscriptionStore book, ICaptureSchedule schedule, TimeProvider clock, ILogger<NotificationEndpoints> log)
    {
        // The handshake comes with an empty body and must not wait for one.
        if (context.Request.Query.TryGetValue("validationToken", out var token))
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return token.ToString() is { Length: <= LongestToken } given
                ? Results.Text(WebUtility.HtmlEncode(given), MediaTypeNames.Text.Plain, Encoding.UTF8)
                : Results.BadRequest();
        }

        var (status, received) = await ReadAsync(context);
        if (received is null)
        {
            return Results.StatusCode(status);
        }

        try
        {
            await KeepAsync(received, book, schedule, clock, log, context.RequestAborted);
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (DbException failed)
        {
            NotStored(log, failed.SqlState);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task KeepAsync(
        Entries entries, ISubscriptionStore book, ICaptureSchedule schedule, TimeProvider clock, ILogger log, CancellationToken ct)
    {
        var received = entries.Readable;
        var known = received.Count == 0 ? [] : await book.FindAsync([.. received.Select(n => n.SubscriptionId).Distinct()], ct);
        var genuine = Genuine(received, known);
        if (genuine.Count < entries.Total)
        {
            Dropped(log, entries.Total - genuine.Count, entries.Total, entries.Total - received.Count);
        }

        if (genuine.Count > 0)
        {
            await book.StoreAsync(genuine, ct);
            foreach (var doubtful in genuine.Where(n => IsDoubted(n.Kind)).Select(n => n.Subscription).Distinct())
            {
                // As if it had ended: the job that looks after subscriptions renews it, and makes it anew where Graph has none.
                await book.PutAsync(doubtful with { ExpiresAt = clock.GetUtcNow() }, ct);
            }

            foreach (var mailbox in genuine.GroupBy(
                n => new Waiting(n.Subscription.TenantId, n.Subscription.UserId, n.Subscription.Resource)))
            {
                await TellAsync(schedule, mailbox.Key, [.. mailbox.Select(n => n.Kind)], log, ct);
            }
        }
    }

    private static async Task TellAsync(
        ICaptureSchedule schedule, Waiting mailbox, IReadOnlyList<string> kinds, ILogger log, CancellationToken ct)
    {
        if (kinds.FirstOrDefault(k => k.StartsWith(LifecyclePrefix, StringComparison.Ordinal)
            && k[LifecyclePrefix.Length..] is not ("missed" or "subscriptionRemoved" or "reauthorizationRequired")) is { } unknown)
        {
            UnknownLifecycle(log, unknown);
        }

        if (kinds.Any(IsDoubted))
        {
            await schedule.SubscribeSoonAsync(mailbox.TenantId, mailbox.UserId, ct);
        }

        if (kinds.Any(k => k is not LifecyclePrefix + "reauthorizationRequired"))
        {
            await schedule.SyncSoonAsync(mailbox, ct);
        }
    }

    /// <summary>Graph has ended the subscription, or wants it confirmed.</summary>
    private static bool IsDoubted(string kind) =>
        kind is LifecyclePrefix + "subscriptionRemoved" or LifecyclePrefix + "reauthorizationRequired";

    /// <summary>An unknown subscription and a wrong secret are dropped without a word: the answer tells nobody which it was.</summary>
    private static List<Notified> Genuine(IReadOnlyList<Received> received, IReadOnlyList<Subscription> known)
    {
        var byId = known.ToDictionary(s => s.Id, StringComparer.Ordinal);
        var genuine = new List<Notified>();
        foreach (var one in received)
        {
            if (byId.TryGetValue(one.SubscriptionId, out var subscription) && Same(one.ClientState, subscription.ClientState))
            {
                genuine.Add(new Notified(subscription, one.Kind, one.ItemId));
            }
        }

        return genuine;
    }

    private static bool Same(string? given, string expected) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(expected))) && given is not null;

    private static async Task<(int Status, Entries? Received)> ReadAsync(HttpContext context)
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
                ? (StatusCodes.Status202Accepted,
                    new Entries([.. value.EnumerateArray().Take(MostEntries).Select(Parse).OfType<Received>()], value.GetArrayLength()))
                : (StatusCodes.Status400BadRequest, null);
        }
        catch (JsonException)
        {
            return (StatusCodes.Status400BadRequest, null);
        }
    }

    private static Received? Parse(JsonElement json)
    {
        if (Text(json, "subscriptionId") is not { Length: > 0 and <= LongestSubscriptionId } subscription
            || !subscription.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')
            || Text(json, "clientState") is { Length: > LongestClientState })
        {
            return null;
        }

        var kind = Text(json, "lifecycleEvent") is { } lifecycle ? LifecyclePrefix + lifecycle : Text(json, "changeType") ?? "updated";
        var item = json.TryGetProperty("resourceData", out var data) ? Text(data, "id") : null;
        return new Received(subscription, Text(json, "clientState"), kind.Length > 40 ? kind[..40] : kind,
            item is { Length: > LongestItemId } ? null : item);
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()!.Replace("\0", "", StringComparison.Ordinal)
            : null;

    [LoggerMessage(1, LogLevel.Warning, "{Dropped} of {Total} notifications of one body were dropped: {Unreadable} not of a "
        + "notification's shape or too many, the rest of no subscription of ours or with another secret")]
    private static partial void Dropped(ILogger log, int dropped, int total, int unreadable);

    [LoggerMessage(2, LogLevel.Information, "An unknown lifecycle event: {Kind}")]
    private static partial void UnknownLifecycle(ILogger log, string kind);

    [LoggerMessage(3, LogLevel.Error, "Notifications could not be stored ({SqlState}); Graph will come again")]
    private static partial void NotStored(ILogger log, string? sqlState);

    /// <param name="Readable">Of the right shape, at most <see cref="MostEntries"/>.</param>
    /// <param name="Total">How many the body held.</param>
    private sealed record Entries(IReadOnlyList<Received> Readable, int Total);

    private sealed record Received(string SubscriptionId, string? ClientState, string Kind, string? ItemId);
}
