using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Crm.OutlookAddin.Capture.Notifications;
using GraphSubscription = Microsoft.Graph.Models.Subscription;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>
/// Keeps Graph telling us about a mailbox: creates, renews at half of the life, adopts what is there, recreates what is gone.
/// </summary>
internal sealed partial class GraphSubscriptions(
    GraphClients clients, GraphCalls calls, ISubscriptionStore book, NotificationCertificates certificates, IOptions<GraphOptions> options,
    TimeProvider clock, ILogger<GraphSubscriptions> log)
{
    public const string NotificationsPath = "/graph/notifications";
    public const string LifecyclePath = "/graph/lifecycle";

    /// <summary>With data, a subscription to Outlook items says which: no more than proves which item it is.</summary>
    private const string SelectedData = "?$select=id";

    private string NotificationUrl => options.Value.PublicUrl.TrimEnd('/') + NotificationsPath;

    private DateTimeOffset Expiry => clock.GetUtcNow() + options.Value.SubscriptionLife;

    /// <returns>True when notifications may have been missed before now: the folder should be read.</returns>
    public async Task<bool> EnsureAsync(Mailbox mailbox, string resource, CancellationToken ct)
    {
        if (options.Value.PublicUrl.Length == 0)
        {
            return false;
        }

        var known = (await book.OfAsync(mailbox.User.Tenant.Id, mailbox.User.Id, ct)).FirstOrDefault(s => s.Resource == resource);
        if (known is null)
        {
            return await CreateAsync(mailbox, resource, ct);
        }

        return known.ExpiresAt - clock.GetUtcNow() < options.Value.SubscriptionLife / 2 && await RenewAsync(mailbox, known, ct);
    }

    public async Task EndAsync(Mailbox mailbox, Subscription subscription, CancellationToken ct)
    {
        await DeleteAsync(Caller(mailbox), subscription.Id, ct);
        await book.RemoveAsync(subscription.Id, ct);
    }

    /// <summary>
    /// People leave: nothing is heard of their mailboxes any more. What was made in their own name, only they could end; it ends by itself
    /// within a week, and what it says until then is nobody's.
    /// </summary>
    public async Task EndForeignAsync(Guid entraTenantId, Subscription subscription, CancellationToken ct)
    {
        if (!options.Value.IsDelegated)
        {
            await DeleteAsync(new GraphCaller(entraTenantId), subscription.Id, ct);
        }

        await book.RemoveAsync(subscription.Id, ct);
    }

    private GraphCaller Caller(Mailbox mailbox) => GraphCaller.Of(mailbox, options.Value);

    private async Task DeleteAsync(GraphCaller caller, string id, CancellationToken ct) => _ = await calls.RunAsync(
        caller,
        async token =>
        {
            await clients.For(caller).Subscriptions[id].DeleteAsync(cancellationToken: token);
            return true;
        },
        ct);

    /// <summary>Whether it carries data or not is said once, when it is made; and so is for which certificate.</summary>
    private async Task<bool> IsWantedAsync(GraphSubscription made, CancellationToken ct) =>
        await certificates.AllAsync(ct) is [var first, ..]
            ? made.IncludeResourceData == true
                && first.Thumbprint.Equals(made.EncryptionCertificateId, StringComparison.OrdinalIgnoreCase)
            : made.IncludeResourceData != true;

    private async Task<bool> RenewAsync(Mailbox mailbox, Subscription known, CancellationToken ct)
    {
        var caller = Caller(mailbox);
        var answer = await calls.RunAsync(
            caller, token => clients.For(caller).Subscriptions[known.Id]
                .PatchAsync(new GraphSubscription { ExpirationDateTime = Expiry }, cancellationToken: token), ct);
        switch (answer)
        {
            case GraphAnswer<GraphSubscription?>.Ok { Value: { } other } when !await IsWantedAsync(other, ct):
                await DeleteAsync(caller, known.Id, ct);
                return await CreateAsync(mailbox, known.Resource, ct);
            case GraphAnswer<GraphSubscription?>.Ok renewed:
                await book.PutAsync(known with { ExpiresAt = renewed.Value?.ExpirationDateTime ?? Expiry }, ct);
                return false;
            case GraphAnswer<GraphSubscription?>.Failed { Failure.Status: 400 }:
                // Of the other kind: with data it cannot live as long as one without.
                await DeleteAsync(caller, known.Id, ct);
                await book.RemoveAsync(known.Id, ct);
                return await CreateAsync(mailbox, known.Resource, ct);
            case GraphAnswer<GraphSubscription?>.Failed { Failure.Status: 404 }:
                await book.RemoveAsync(known.Id, ct);
                return await CreateAsync(mailbox, known.Resource, ct);
            default:
                NotKept(log, mailbox.User.Tenant.Id, mailbox.User.Id, known.Resource, known.ExpiresAt);
                return false;
        }
    }

    private async Task<bool> CreateAsync(Mailbox mailbox, string resource, CancellationToken ct, bool adopt = true)
    {
        var caller = Caller(mailbox);
        var state = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var wanted = new GraphSubscription
        {
            ChangeType = "created,updated,deleted",
            NotificationUrl = NotificationUrl,
            LifecycleNotificationUrl = options.Value.PublicUrl.TrimEnd('/') + LifecyclePath,
            Resource = PathOf(mailbox, resource),
            ExpirationDateTime = Expiry,
            ClientState = state,
        };
        if (await certificates.AllAsync(ct) is [var certificate, ..])
        {
            wanted.Resource += SelectedData;
            wanted.IncludeResourceData = true;
            wanted.EncryptionCertificate = Convert.ToBase64String(certificate.Export(X509ContentType.Cert));
            wanted.EncryptionCertificateId = certificate.Thumbprint;
        }

        var answer = await calls.RunAsync(
            caller, token => clients.For(caller).Subscriptions
                .PostAsync(wanted, r => r.Headers.Add("Prefer", "IdType=\"ImmutableId\""), token), ct);
        switch (answer)
        {
            case GraphAnswer<GraphSubscription?>.Ok { Value: { Id: { } id } made }:
                await book.PutAsync(new Subscription(
                    id, mailbox.User.Tenant.Id, mailbox.User.Id, mailbox.ObjectId, resource, state,
                    made.ExpirationDateTime ?? wanted.ExpirationDateTime.Value), ct);
                return true;
            case GraphAnswer<GraphSubscription?>.Failed { Failure.Status: 409 } when adopt:
                return await AdoptAsync(mailbox, resource, ct);
            default:
                NotMade(log, mailbox.User.Tenant.Id, mailbox.User.Id, resource);
                return false;
        }
    }

    /// <summary>
    /// Ours from before a database was lost or two hosts raced. It can be used only if it leads here and Graph tells its secret;
    /// otherwise it is ended and made anew.
    /// </summary>
    private async Task<bool> AdoptAsync(Mailbox mailbox, string resource, CancellationToken ct)
    {
        var caller = Caller(mailbox);
        var listed = await calls.RunAsync(caller, token => clients.For(caller).Subscriptions.GetAsync(cancellationToken: token), ct);
        var same = (listed as GraphAnswer<Microsoft.Graph.Models.SubscriptionCollectionResponse?>.Ok)?.Value?.Value?
            .FirstOrDefault(s => PathOf(mailbox, resource).Equals(
                s.Resource?.Split('?')[0].Trim('/'), StringComparison.OrdinalIgnoreCase));
        if (same is { Id: { } id, ClientState: { Length: > 0 } state, ExpirationDateTime: { } until }
            && same.NotificationUrl == NotificationUrl && await IsWantedAsync(same, ct))
        {
            await book.PutAsync(
                new Subscription(id, mailbox.User.Tenant.Id, mailbox.User.Id, mailbox.ObjectId, resource, state, until), ct);
            return true;
        }

        if (same?.Id is { } old)
        {
            await DeleteAsync(caller, old, ct);
        }

        return await CreateAsync(mailbox, resource, ct, adopt: false);
    }

    private static string PathOf(Mailbox mailbox, string resource) =>
        Mailbox.IsCalendar(resource)
            ? $"users/{mailbox.GraphKey}/events"
            : $"users/{mailbox.GraphKey}/mailFolders('{Mailbox.FolderOf(resource)}')/messages";

    [LoggerMessage(1, LogLevel.Warning, "No subscription for {Resource} of user {User} in tenant {Tenant}; the timer reads it")]
    private static partial void NotMade(ILogger log, Guid tenant, Guid user, string resource);

    [LoggerMessage(2, LogLevel.Warning,
        "The subscription for {Resource} of user {User} in tenant {Tenant} was not renewed; it ends at {Until}")]
    private static partial void NotKept(ILogger log, Guid tenant, Guid user, string resource, DateTimeOffset until);
}
