using System.Threading.Channels;

namespace Crm.Simulators.Graph;

public sealed record SentNotification(string Url, int Status, int Attempt, DateTimeOffset At, JsonObject Body);

/// <summary>
/// Tells subscribers what changed: collected for a moment, one POST per address, again with growing pauses until it is taken (2xx).
/// Pauses run on the real clock even when tests move the other one, because the receiver is a real process.
/// </summary>
public sealed class Notifier(
    Mailboxes mailboxes, Subscriptions subscriptions, Faults faults, Chaos chaos, Firm firm, IHttpClientFactory clients,
    IOptions<SimulatorOptions> options, TokenMint mint, TimeProvider clock)
    : BackgroundService
{
    public const string HttpClientName = "subscribers";
    private const int MostAttempts = 15;
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RetryPatience = TimeSpan.FromSeconds(10);
    private readonly Channel<(string Url, JsonObject Notification)> queue = Channel.CreateUnbounded<(string, JsonObject)>();
    private readonly Lock gate = new();
    private readonly List<SentNotification> sent = [];

    public IReadOnlyList<SentNotification> Sent
    {
        get
        {
            lock (gate)
            {
                return [.. sent];
            }
        }
    }

    public void Forget()
    {
        lock (gate)
        {
            sent.Clear();
        }
    }

    /// <summary>missed, subscriptionRemoved (which also removes it) or reauthorizationRequired, to the lifecycle address of each.</summary>
    public int SendLifecycle(string lifecycleEvent, IEnumerable<Subscription> to)
    {
        var count = 0;
        foreach (var subscription in to)
        {
            if (lifecycleEvent == "subscriptionRemoved")
            {
                subscriptions.Remove(subscription.Id);
            }

            if (subscription.LifecycleUrl is { } url)
            {
                var notification = Basics(subscription);
                notification["lifecycleEvent"] = lifecycleEvent;
                queue.Writer.TryWrite((url, notification));
                count++;
            }
        }

        return count;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var mailbox in mailboxes.All)
        {
            mailbox.Changed += OnChanged;
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await queue.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(50, stoppingToken);
            var batch = new List<(string Url, JsonObject Notification)>();
            while (queue.Reader.TryRead(out var one))
            {
                batch.Add(one);
            }

            foreach (var address in batch.GroupBy(one => one.Url, StringComparer.Ordinal))
            {
                _ = SendAsync(address.Key, [.. address.Select(one => one.Notification)], stoppingToken);
            }
        }
    }

    private void OnChanged(Mailbox mailbox, Change change)
    {
        foreach (var subscription in subscriptions.For(mailbox, change))
        {
            if (faults.Take("drop", "notifications", subscription.Oid) is not null)
            {
                continue;
            }

            var notification = Describe(mailbox, change, subscription);
            if (faults.Take("nullClientState", "notifications", subscription.Oid) is not null)
            {
                notification["clientState"] = null;
            }

            if (faults.Take("wrongClientState", "notifications", subscription.Oid) is not null)
            {
                notification["clientState"] = "not-the-state-you-gave";
            }

            if (faults.Take("unknownSubscription", "notifications", subscription.Oid) is not null)
            {
                notification["subscriptionId"] = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
            }

            var copies = faults.Take("duplicate", "notifications", subscription.Oid) is null ? 1 : 2;
            _ = QueueAsync(subscription.NotificationUrl, notification, copies, chaos.OfNotification());
        }
    }

    private async Task QueueAsync(string url, JsonObject notification, int copies, Fate fate)
    {
        if (fate.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fate.Delay);
        }

        for (var copy = 0; copy < copies * fate.Copies; copy++)
        {
            queue.Writer.TryWrite((url, copy == 0 ? notification : notification.DeepClone().AsObject()));
        }
    }

    private JsonObject Describe(Mailbox mailbox, Change change, Subscription subscription)
    {
        var id = subscription.ImmutableIds ? change.ImmutableId : change.DefaultId;
        var (segment, type) = change.Kind == ItemKind.Message
            ? ("Messages", "#Microsoft.Graph.Message")
            : ("Events", "#Microsoft.Graph.Event");
        var resource = $"Users/{mailbox.Owner.Oid}/{segment}/{id}";
        var notification = Basics(subscription);
        notification["changeType"] = change.Verb.ToString().ToLowerInvariant();
        notification["resource"] = resource;
        notification["resourceData"] = new JsonObject
        {
            ["@odata.type"] = type,
            ["@odata.id"] = resource,
            ["@odata.etag"] = $"W/\"{ItemIds.ChangeKey(change.ImmutableId, change.Sequence)}\"",
            ["id"] = id,
        };
        if (subscription.Certificate is { } certificate)
        {
            notification["encryptedContent"] = certificate.Encrypt(new JsonObject { ["@odata.type"] = type, ["id"] = id });
        }

        return notification;
    }

    private JsonObject Basics(Subscription subscription) => new()
    {
        ["subscriptionId"] = subscription.Id,
        ["subscriptionExpirationDateTime"] = Subscription.Stamp(subscription.Expires),
        ["clientState"] = subscription.ClientState,
        ["tenantId"] = firm.TenantId,
    };

    private async Task SendAsync(string url, List<JsonObject> notifications, CancellationToken ct)
    {
        if (faults.Take("reorder", "notifications", null) is not null)
        {
            notifications.Reverse();
        }

        chaos.Shuffle(notifications);
        var body = new JsonObject { ["value"] = new JsonArray([.. notifications]) };
        if (notifications.Exists(one => one.ContainsKey("encryptedContent")))
        {
            body["validationTokens"] = new JsonArray(mint.ForNotifications(firm.ApiClientId, firm.TenantId));
        }

        var pause = TimeSpan.FromMilliseconds(options.Value.NotificationRetryMs);
        for (var attempt = 1; attempt <= MostAttempts && !ct.IsCancellationRequested; attempt++)
        {
            var status = await PostAsync(url, body, attempt == 1 ? FirstPatience : RetryPatience, ct);
            lock (gate)
            {
                sent.Add(new SentNotification(url, status, attempt, clock.GetUtcNow(), body));
            }

            if (status is >= 200 and < 300)
            {
                return;
            }

            await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause < TimeSpan.FromMinutes(30) ? pause * 2 : pause;
        }
    }

    /// <returns>The status, 0 when nobody answered in time.</returns>
    private async Task<int> PostAsync(string url, JsonObject body, TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            using var client = clients.CreateClient(HttpClientName);
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(url, content, limit.Token);
            return (int)answer.StatusCode;
        }
        catch (Exception silent) when (silent is OperationCanceledException or HttpRequestException)
        {
            return 0;
        }
    }
}
