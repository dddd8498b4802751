using Crm.OutlookAddin.Capture.Jobs;

namespace Crm.OutlookAddin.Capture.Notifications;

/// <summary>
/// Stores genuine notifications and asks for the runs that they want. What arrives while a write is under way is written together by the
/// next one: five hundred requests a second for one folder would each wait for the same row otherwise.
/// </summary>
internal sealed partial class NotificationInbox(
    ISubscriptionStore book, ICaptureSchedule schedule, TimeProvider clock, ILogger<NotificationInbox> log)
{
    private readonly Lock door = new();
    private List<Delivery> waiting = [];
    private bool isWriting;

    /// <returns>Ends when they are stored; fails as the write does.</returns>
    public Task KeepAsync(IReadOnlyList<Notified> genuine)
    {
        if (genuine.Count == 0)
        {
            return Task.CompletedTask;
        }

        var delivery = new Delivery(genuine);
        lock (door)
        {
            waiting.Add(delivery);
            if (!isWriting)
            {
                isWriting = true;
                _ = Task.Run(WriteAsync);
            }
        }

        return delivery.Stored.Task;
    }

    private async Task WriteAsync()
    {
        while (Next() is { Count: > 0 } together)
        {
            if (!await TryAsync(together) && together.Count > 1)
            {
                foreach (var alone in together.Where(d => !d.Stored.Task.IsCompleted))
                {
                    _ = await TryAsync([alone]);
                }
            }
        }
    }

    private List<Delivery> Next()
    {
        lock (door)
        {
            var next = waiting;
            (waiting, isWriting) = ([], next.Count > 0);
            return next;
        }
    }

    /// <summary>Whoever delivered hears how it ended; of several together each is tried alone before.</summary>
    private async Task<bool> TryAsync(List<Delivery> deliveries)
    {
        try
        {
            await StoreAsync([.. deliveries.SelectMany(d => d.Notifications)], CancellationToken.None);
            deliveries.ForEach(d => d.Stored.SetResult());
            return true;
        }
        catch (Exception failed)
        {
            if (deliveries is [var alone])
            {
                alone.Stored.SetException(failed);
            }

            return false;
        }
    }

    private async Task StoreAsync(IReadOnlyList<Notified> genuine, CancellationToken ct)
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
            await TellAsync(mailbox.Key, [.. mailbox.Select(n => n.Kind)], ct);
        }
    }

    private async Task TellAsync(Waiting mailbox, IReadOnlyList<string> kinds, CancellationToken ct)
    {
        if (kinds.FirstOrDefault(k => k.StartsWith(NotificationBody.LifecyclePrefix, StringComparison.Ordinal)
            && k[NotificationBody.LifecyclePrefix.Length..] is not ("missed" or "subscriptionRemoved" or "reauthorizationRequired"))
            is { } unknown)
        {
            UnknownLifecycle(log, unknown);
        }

        if (kinds.Any(IsDoubted))
        {
            await schedule.SubscribeSoonAsync(mailbox.TenantId, mailbox.UserId, ct);
        }

        if (kinds.Any(k => k is not NotificationBody.LifecyclePrefix + "reauthorizationRequired"))
        {
            await schedule.SyncSoonAsync(mailbox, ct);
        }
    }

    /// <summary>Graph has ended the subscription, or wants it confirmed.</summary>
    private static bool IsDoubted(string kind) =>
        kind is NotificationBody.LifecyclePrefix + "subscriptionRemoved" or NotificationBody.LifecyclePrefix + "reauthorizationRequired";

    [LoggerMessage(1, LogLevel.Information, "An unknown lifecycle event: {Kind}")]
    private static partial void UnknownLifecycle(ILogger log, string kind);

    /// <summary>What one request brought.</summary>
    private sealed class Delivery(IReadOnlyList<Notified> notifications)
    {
        public IReadOnlyList<Notified> Notifications => notifications;

        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
