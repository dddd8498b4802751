namespace Crm.Core.Capture;

/// <summary>A host that reads no mailboxes: of each it knows nothing.</summary>
public sealed class NoMailboxes : IMailboxReader
{
    private const string Code = "no-mailboxes";

    public Task<MailboxRead> ChangesAsync(Mailbox mailbox, string resource, string? link, ReadWindow window, CancellationToken ct) =>
        Task.FromResult<MailboxRead>(new MailboxRead.NotAllowed(Code));

    public Task<ItemRead<MailboxItem>> MailAsync(Mailbox mailbox, string folder, string graphId, CancellationToken ct) =>
        NothingAsync<MailboxItem>();

    public Task<ItemRead<MailboxItem>> MeetingAsync(Mailbox mailbox, string graphId, CancellationToken ct) => NothingAsync<MailboxItem>();

    public Task<ItemRead<string?>> BodyAsync(Mailbox mailbox, LedgerKind kind, string graphId, BodyPart part, CancellationToken ct) =>
        NothingAsync<string?>();

    public Task<ItemRead<IReadOnlySet<string>>> AddressesAsync(Mailbox mailbox, CancellationToken ct) =>
        NothingAsync<IReadOnlySet<string>>();

    public Task<ItemRead<FoldersRead>> FoldersAsync(Mailbox mailbox, string? link, CancellationToken ct) => NothingAsync<FoldersRead>();

    public Task<ItemRead<MailPlace?>> FindMailAsync(Mailbox mailbox, string internetMessageId, CancellationToken ct) =>
        NothingAsync<MailPlace?>();

    private static Task<ItemRead<T>> NothingAsync<T>() => Task.FromResult<ItemRead<T>>(new ItemRead<T>.NotAllowed(Code));
}
