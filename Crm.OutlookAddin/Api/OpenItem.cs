using System.Collections.Concurrent;
using Crm.Core.Access;

namespace Crm.OutlookAddin.Api;

/// <summary>
/// The item beside the pane as the mailbox has it. The mailbox may be slow or closed: the pane does not wait for it, and shows what is
/// known without.
/// </summary>
internal sealed class OpenItem(IMailboxReader reader, IMailboxDirectory mailboxes, MailboxSync sync, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Aliases change seldom, and the pane asks with every mail.</summary>
    private static readonly TimeSpan AddressesKept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Guid Tenant, Guid User),
        (DateTimeOffset Until, IReadOnlySet<string> Addresses)> addresses = new();

    /// <summary>The immutable id of a calendar item, under which capture knows it; Outlook knows it by another.</summary>
    public Task<string?> EventIdAsync(CurrentUser user, string restId, CancellationToken ct) => TryAsync<string?>(
        user, async (mailbox, token) => await reader.MeetingsAsync(mailbox, [restId], token)
            is [ItemRead<MailboxItem>.Found { Value: MailboxItem.Meeting meeting }] ? meeting.GraphId : null, ct);

    public Task<bool> LookAgainAsync(CurrentUser user, Core.ItemContext.ItemCapture left, CancellationToken ct) =>
        TryAsync(user, (mailbox, token) => sync.LookAgainAsync(mailbox, left.Kind, left.GraphId, token), ct);

    /// <summary>Every address of the reader's own mailbox, in lower case; none while the mailbox does not say.</summary>
    public async Task<IReadOnlySet<string>> AddressesAsync(CurrentUser user, CancellationToken ct)
    {
        var (key, now) = ((user.Tenant.Id, user.Id), clock.GetUtcNow());
        if (addresses.TryGetValue(key, out var known) && known.Until > now)
        {
            return known.Addresses;
        }

        var found = await TryAsync(
            user, async (mailbox, token) => await reader.AddressesAsync(mailbox, token) is ItemRead<IReadOnlySet<string>>.Found read
                ? read.Value : null, ct) ?? new HashSet<string>();
        addresses[key] = (now + AddressesKept, found);
        return found;
    }

    private async Task<T?> TryAsync<T>(CurrentUser user, Func<Mailbox, CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        if (await mailboxes.FindAsync(user.Tenant.Id, user.Id, ct) is not { } mailbox)
        {
            return default;
        }

        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await ask(mailbox, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return default;
        }
    }
}
