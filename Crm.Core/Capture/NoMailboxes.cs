using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>A host that reads no mailboxes: of each it knows nothing.</summary>
public sealed class NoMailboxes : IMailboxReader
{
    private const string Code = "no-mailboxes";

    public Task<MailboxRead> ChangesAsync(Mailbox mailbox, string resource, string? link, ReadWindow window, CancellationToken ct) =>
        Task.FromResult<MailboxRead>(new MailboxRead.NotAllowed(Code));

    public Task<MailboxRead> OlderAsync(
        Mailbox mailbox, string folder, string? link, ReadWindow window, bool count, CancellationToken ct) =>
        Task.FromResult<MailboxRead>(new MailboxRead.NotAllowed(Code));

    public Task<ItemRead<ItemIds>> IdsAsync(Mailbox mailbox, string resource, string? link, ReadWindow window, CancellationToken ct) =>
        NothingAsync<ItemIds>();

    public Task<IReadOnlyList<ItemRead<MailboxItem>>> MailsAsync(
        Mailbox mailbox, string folder, IReadOnlyList<string> graphIds, CancellationToken ct) => NothingOfAsync<MailboxItem>(graphIds);

    public Task<IReadOnlyList<ItemRead<MailboxItem>>> MeetingsAsync(
        Mailbox mailbox, IReadOnlyList<string> graphIds, CancellationToken ct) => NothingOfAsync<MailboxItem>(graphIds);

    public Task<IReadOnlyList<ItemRead<string?>>> BodiesAsync(
        Mailbox mailbox, LedgerKind kind, IReadOnlyList<string> graphIds, BodyPart part, CancellationToken ct) =>
        NothingOfAsync<string?>(graphIds);

    public Task<ItemRead<IReadOnlySet<string>>> AddressesAsync(Mailbox mailbox, CancellationToken ct) =>
        NothingAsync<IReadOnlySet<string>>();

    public Task<ItemRead<FoldersRead>> FoldersAsync(Mailbox mailbox, string? link, CancellationToken ct) => NothingAsync<FoldersRead>();

    public Task<ItemRead<IReadOnlyList<string>>> CalendarsAsync(Mailbox mailbox, CancellationToken ct) =>
        NothingAsync<IReadOnlyList<string>>();

    public Task<ItemRead<MailPlace?>> FindMailAsync(Mailbox mailbox, string internetMessageId, CancellationToken ct) =>
        NothingAsync<MailPlace?>();

    private static Task<ItemRead<T>> NothingAsync<T>() => Task.FromResult<ItemRead<T>>(new ItemRead<T>.NotAllowed(Code));

    private static Task<IReadOnlyList<ItemRead<T>>> NothingOfAsync<T>(IReadOnlyList<string> graphIds) =>
        Task.FromResult<IReadOnlyList<ItemRead<T>>>([.. graphIds.Select(_ => new ItemRead<T>.NotAllowed(Code))]);
}
