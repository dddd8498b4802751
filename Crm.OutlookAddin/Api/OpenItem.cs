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

    /// <summary>Mails by the ids under which Outlook knows them; those that the mailbox does not give are left out.</summary>
    public async Task<IReadOnlyDictionary<string, CapturedMail>> MailsAsync(
        CurrentUser user, IReadOnlyList<string> restIds, CancellationToken ct)
    {
        var read = restIds.Count == 0 ? null : await TryAsync(
            user, (mailbox, token) => reader.MailsAsync(mailbox, Mailbox.Inbox, restIds, token), ct);
        return restIds.Zip(read ?? []).Where(r => r.Second is ItemRead<MailboxItem>.Found { Value: MailboxItem.Mail })
            .ToDictionary(r => r.First, r => ((MailboxItem.Mail)((ItemRead<MailboxItem>.Found)r.Second).Value).Content);
    }

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
