namespace Crm.Core.Capture;

/// <summary>How much of a mail's text to fetch. Nothing is fetched before the decision to log it.</summary>
public enum BodyPart
{
    None,
    Preview,
    Full,
}

/// <summary>
/// From when on a first round reads: mail received since <paramref name="Start"/>, meetings up to <paramref name="End"/>.
/// </summary>
public sealed record ReadWindow(DateTimeOffset Start, DateTimeOffset End);

/// <summary>What reading a page of changes came to.</summary>
public abstract record MailboxRead
{
    private MailboxRead()
    {
    }

    /// <param name="Items">In the order they came; the same item can repeat.</param>
    /// <param name="Link">Where the next page or the next round starts; opaque.</param>
    /// <param name="IsLast">The round is complete: nothing more has changed.</param>
    public sealed record Page(IReadOnlyList<MailboxItem> Items, string Link, bool IsLast) : MailboxRead;

    /// <summary>Graph has forgotten the link: a full round is due.</summary>
    public sealed record ResyncNeeded : MailboxRead;

    /// <param name="Code">Graph's word for it: throttled, unavailable, unreachable.</param>
    /// <param name="After">Graph's wish, when it told one.</param>
    public sealed record Throttled(string Code, TimeSpan? After) : MailboxRead;

    /// <summary>No mailbox, no licence, no consent, out of the application's scope: a normal state, looked at again tomorrow.</summary>
    public sealed record NotAllowed(string Code) : MailboxRead;
}

/// <summary>What reading one item came to.</summary>
public abstract record ItemRead<T>
{
    private ItemRead()
    {
    }

    public sealed record Found(T Value) : ItemRead<T>;

    public sealed record Gone : ItemRead<T>;

    public sealed record Throttled(string Code, TimeSpan? After) : ItemRead<T>;

    public sealed record NotAllowed(string Code) : ItemRead<T>;

    /// <summary>It is there, and what came of it cannot be understood.</summary>
    public sealed record Unreadable(string Code) : ItemRead<T>;
}

/// <summary>What became of a mailbox's folders since the link was given out; all of them where none was.</summary>
public sealed record FoldersRead(IReadOnlyList<FolderSeen> Seen, IReadOnlyList<string> Removed, string Link);

/// <summary>Where a mail lies.</summary>
public sealed record MailPlace(string GraphId, string FolderId);

/// <summary>Reads mailboxes. Ids are immutable ones.</summary>
public interface IMailboxReader
{
    /// <param name="mailbox">Whose.</param>
    /// <param name="resource">A mail folder's well-known name, or <see cref="Mailbox.Calendar"/>.</param>
    /// <param name="link">Where the last page ended; null starts a full round over <paramref name="window"/>.</param>
    /// <param name="window">Used by a full round only.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<MailboxRead> ChangesAsync(Mailbox mailbox, string resource, string? link, ReadWindow window, CancellationToken ct);

    /// <summary>A whole mail with its headers, without its text.</summary>
    Task<ItemRead<MailboxItem>> MailAsync(Mailbox mailbox, string folder, string graphId, CancellationToken ct);

    Task<ItemRead<MailboxItem>> MeetingAsync(Mailbox mailbox, string graphId, CancellationToken ct);

    /// <summary>Text of an item that is to be logged; null when it has none.</summary>
    Task<ItemRead<string?>> BodyAsync(Mailbox mailbox, LedgerKind kind, string graphId, BodyPart part, CancellationToken ct);

    /// <summary>All addresses of the mailbox, in lower case.</summary>
    Task<ItemRead<IReadOnlySet<string>>> AddressesAsync(Mailbox mailbox, CancellationToken ct);

    /// <param name="mailbox">Whose.</param>
    /// <param name="link">What the last answer ended with; null asks for all folders, at all depths.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<ItemRead<FoldersRead>> FoldersAsync(Mailbox mailbox, string? link, CancellationToken ct);

    /// <summary>Looks a mail up by its Internet message id, in whatever folder it lies.</summary>
    Task<ItemRead<MailPlace?>> FindMailAsync(Mailbox mailbox, string internetMessageId, CancellationToken ct);
}
