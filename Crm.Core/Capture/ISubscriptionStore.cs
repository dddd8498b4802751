namespace Crm.Core.Capture;

/// <summary>
/// A subscription that Graph keeps for a folder or calendar of a mailbox, and the secret by which its messages are known.
/// </summary>
public sealed record Subscription(
    string Id, Guid TenantId, Guid UserId, Guid ObjectId, string Resource, string ClientState, DateTimeOffset ExpiresAt);

/// <summary>A message that passed the checks. Kind is created, updated, deleted or lifecycle:…</summary>
public sealed record Notified(Subscription Subscription, string Kind, string? ItemId);

/// <summary>A folder or calendar that has something to read.</summary>
public sealed record Waiting(Guid TenantId, Guid UserId, string Resource);

/// <summary>Subscriptions and received notifications of all tenants: Graph names a subscription and little else.</summary>
public interface ISubscriptionStore
{
    Task<IReadOnlyList<Subscription>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken ct);

    Task<IReadOnlyList<Subscription>> OfAsync(Guid tenantId, Guid? userId, CancellationToken ct);

    /// <summary>One for each (mailbox, resource): the newer replaces the older.</summary>
    Task PutAsync(Subscription subscription, CancellationToken ct);

    Task RemoveAsync(string id, CancellationToken ct);

    Task StoreAsync(IReadOnlyCollection<Notified> notifications, CancellationToken ct);

    /// <summary>Everything that arrived for the resource up to <paramref name="until"/> is dealt with by a run that started then.</summary>
    Task HandledAsync(Waiting resource, DateTimeOffset until, CancellationToken ct);

    Task<IReadOnlyList<Waiting>> WaitingAsync(CancellationToken ct);

    /// <returns>How many old ones were thrown away.</returns>
    Task<int> ForgetAsync(DateTimeOffset handledBefore, CancellationToken ct);
}
