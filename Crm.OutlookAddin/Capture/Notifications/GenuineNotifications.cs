using System.Security.Cryptography;
using System.Text;

namespace Crm.OutlookAddin.Capture.Notifications;

/// <summary>
/// Which notifications of a body are Graph's about subscriptions of ours: by the subscription's secret, and where they carry data by
/// Graph's token and the data's signature as well. The others are dropped without a word: the answer tells nobody which it was.
/// </summary>
internal sealed class GenuineNotifications(ISubscriptionStore book, IMailboxDirectory mailboxes, RichNotifications rich)
{
    /// <exception cref="HttpRequestException">Entra's keys cannot be had now.</exception>
    public async Task<IReadOnlyList<Notified>> OfAsync(NotificationBody body, CancellationToken ct)
    {
        var known = body.Readable.Count == 0 ? [] : await book.FindAsync([.. body.Readable.Select(n => n.SubscriptionId).Distinct()], ct);
        var byId = known.ToDictionary(s => s.Id, StringComparer.Ordinal);
        var (proved, entra) = (await rich.TenantsAsync(body, ct), new Dictionary<Guid, Guid>());
        var genuine = new List<Notified>();
        foreach (var one in body.Readable)
        {
            if (byId.TryGetValue(one.SubscriptionId, out var subscription) && Same(one.ClientState, subscription.ClientState)
                && (one.Content is null || await rich.IsGenuineAsync(one, proved, await EntraTenantAsync(subscription, entra, ct), ct)))
            {
                genuine.Add(new Notified(subscription, one.Kind, one.ItemId));
            }
        }

        return genuine;
    }

    private async Task<Guid> EntraTenantAsync(Subscription subscription, Dictionary<Guid, Guid> known, CancellationToken ct)
    {
        if (!known.TryGetValue(subscription.TenantId, out var tenant))
        {
            tenant = (await mailboxes.FindAsync(subscription.TenantId, subscription.UserId, ct))?.User.Tenant.EntraTenantId ?? Guid.Empty;
            known[subscription.TenantId] = tenant;
        }

        return tenant;
    }

    private static bool Same(string? given, string expected) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(expected))) && given is not null;
}
