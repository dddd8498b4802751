using Crm.Core.Access;
using Crm.Core.Contacts;
using Crm.Core.Input;
using Crm.Core.ItemContext;
using Crm.Core.Policies;

namespace Crm.OutlookAddin.Api;

/// <summary>Where the open item lies.</summary>
/// <param name="Owner">Whose mailbox it is, by address in lower case; null for the reader's own.</param>
/// <param name="Shared">That mailbox, where it is read for the reader.</param>
internal sealed record ItemPlace(string? Owner, Mailbox? Shared)
{
    public bool IsRead => Owner is null || Shared is not null;
}

/// <summary>
/// The item beside the pane as the mailbox has it. The mailbox may be slow or closed: the pane does not wait for it, and shows what is
/// known without.
/// </summary>
internal sealed class OpenItem(
    IMailboxReader reader, IMailboxDirectory mailboxes, MailboxSync sync, UseCaseRunner useCases, TimeProvider clock)
    : IDisposable
{
    private const int LongestId = 1_000;

    private const string Nameless = "somebody else";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Aliases change seldom, and the pane asks with every mail.</summary>
    private static readonly TimeSpan AddressesKept = TimeSpan.FromHours(1);

    private readonly BoundedCache<(Guid Tenant, Guid User, string? SharedAs), IReadOnlySet<string>> addresses = new(AddressesKept, clock);

    /// <summary>Whether somebody's mailbox is read at all: where it is not, no item of it is either.</summary>
    public async Task<bool> MayReadAsync(CurrentUser user, CancellationToken ct) =>
        (await useCases.RunAsync(user, (CapturePolicies p, CancellationToken token) => p.OfAsync(user.Id, token), ct)).Mode
            is not CaptureMode.Off;

    /// <summary>The item with everybody who is on it, under the immutable id by which capture knows it; Outlook has another.</summary>
    /// <returns>Null where the mailbox does not give it.</returns>
    public async Task<MailboxItem?> ReadAsync(CurrentUser user, ItemPlace place, ItemSeen item, CancellationToken ct) =>
        place is { Owner: null } ? await TryAsync(user, (mailbox, token) => FindAsync(mailbox, item, token), ct)
        : place is { Shared: { } shared } ? await TryAsync(token => FindAsync(shared, item, token), ct)
        : null;

    /// <summary>A pane can name any mailbox: one that is not read for the reader is not asked for anything.</summary>
    public async Task<ItemPlace> PlaceAsync(CurrentUser user, ItemSeen? item, CancellationToken ct)
    {
        if (item is null || string.IsNullOrWhiteSpace(item.Mailbox))
        {
            return new ItemPlace(null, null);
        }

        if (EmailAddress.Key(item.Mailbox) is not { Length: <= ContactAddress.Length } owner)
        {
            return new ItemPlace(Nameless, null);
        }

        var lies = await NamedMailbox.FindAsync(
            await mailboxes.OfAsync(user.Tenant.Id, user.Id, ct), owner, mailbox => AddressesAsync(user, mailbox, ct));
        return lies switch
        {
            { SharedAs: null } => new ItemPlace(null, null),
            { } shared when !item.IsMeeting => new ItemPlace(owner, shared),
            _ => new ItemPlace(owner, null), // The calendar of a shared mailbox is not read.
        };
    }

    /// <summary>Whom Outlook gave as it named them, and then the others.</summary>
    public static IEnumerable<PersonSeen> Complete(IEnumerable<PersonSeen> given, MailboxItem? read)
    {
        var all = read switch
        {
            MailboxItem.Mail mail => mail.Content.Participants,
            MailboxItem.Meeting meeting => meeting.Content.Participants,
            _ => null,
        };

        // Whoever Outlook gives without an address stands among them with one.
        return all is null ? given : given.Where(p => p.Email?.Contains('@') == true).Concat(
            all.Select(p => new PersonSeen(p.Address, p.Name, UpperSnakeCase.Of(p.Kind).ToLowerInvariant())));
    }

    /// <summary>Mails by the ids under which Outlook knows them; those that the mailbox does not give are left out.</summary>
    public async Task<IReadOnlyDictionary<string, CapturedMail>> MailsAsync(
        CurrentUser user, IReadOnlyList<string> restIds, CancellationToken ct)
    {
        var read = restIds.Count == 0 ? null : await TryAsync(
            user, (mailbox, token) => reader.MailsAsync(mailbox, Mailbox.Inbox, restIds, token), ct);
        return restIds.Zip(read ?? []).Where(r => r.Second is ItemRead<MailboxItem>.Found { Value: MailboxItem.Mail })
            .ToDictionary(r => r.First, r => ((MailboxItem.Mail)((ItemRead<MailboxItem>.Found)r.Second).Value).Content);
    }

    public Task<bool> LookAgainAsync(CurrentUser user, ItemPlace place, ItemCapture left, CancellationToken ct) =>
        place is { Shared: { } shared }
            ? TryAsync(token => sync.LookAgainAsync(shared, left.Kind, left.GraphId, token), ct)
            : TryAsync(user, (mailbox, token) => sync.LookAgainAsync(mailbox, left.Kind, left.GraphId, token), ct);

    /// <summary>Every address of the reader's own mailbox, in lower case; none while the mailbox does not say.</summary>
    public Task<IReadOnlySet<string>> AddressesAsync(CurrentUser user, CancellationToken ct) => AddressesAsync(user, null, ct);

    /// <param name="user">The reader.</param>
    /// <param name="of">Of a mailbox that is read for the reader; null for their own.</param>
    /// <param name="ct">Cancels it.</param>
    private async Task<IReadOnlySet<string>> AddressesAsync(CurrentUser user, Mailbox? of, CancellationToken ct)
    {
        var key = (user.Tenant.Id, user.Id, of?.SharedAs);
        if (addresses.TryGet(key, out var known))
        {
            return known;
        }

        var found = (of is null ? await TryAsync(user, AskAsync, ct) : await TryAsync(token => AskAsync(of, token), ct))
            ?? new HashSet<string>();
        addresses.Set(key, found);
        return found;

        async Task<IReadOnlySet<string>?> AskAsync(Mailbox mailbox, CancellationToken token) =>
            await reader.AddressesAsync(mailbox, token) is ItemRead<IReadOnlySet<string>>.Found read ? read.Value : null;
    }

    public void Dispose() => addresses.Dispose();

    private async Task<MailboxItem?> FindAsync(Mailbox mailbox, ItemSeen item, CancellationToken ct)
    {
        if (item is { IsMeeting: true, RestId: { Length: <= LongestId } meeting })
        {
            return Found(await reader.MeetingsAsync(mailbox, [meeting], ct)) as MailboxItem.Meeting;
        }

        var mail = item is { IsMeeting: false, RestId: { Length: <= LongestId } id } ? await MailAsync(id) : null;
        return mail is null && item is { IsMeeting: false, InternetMessageId: { Length: <= LongestId } messageId }
            && await reader.FindMailAsync(mailbox, messageId.Trim(), ct) is ItemRead<MailPlace?>.Found { Value: { } place }
            ? await MailAsync(place.GraphId)
            : mail;

        async Task<MailboxItem.Mail?> MailAsync(string graphId) =>
            Found(await reader.MailsAsync(mailbox, Mailbox.Inbox, [graphId], ct)) as MailboxItem.Mail;
    }

    private static MailboxItem? Found(IReadOnlyList<ItemRead<MailboxItem>> read) =>
        read is [ItemRead<MailboxItem>.Found { Value: var item }] ? item : null;

    private async Task<T?> TryAsync<T>(CurrentUser user, Func<Mailbox, CancellationToken, Task<T>> ask, CancellationToken ct) =>
        await mailboxes.FindAsync(user.Tenant.Id, user.Id, ct) is { } mailbox
            ? await TryAsync(token => ask(mailbox, token), ct)
            : default;

    private async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return default;
        }
    }
}
