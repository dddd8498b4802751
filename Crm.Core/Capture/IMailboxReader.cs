using Crm.Core.Policies;

namespace Crm.Core.Capture;

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
    /// <param name="Total">How many there are in the asked window, where that was asked and told.</param>
    public sealed record Page(IReadOnlyList<MailboxItem> Items, string Link, bool IsLast, int? Total = null) : MailboxRead;

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

/// <param name="ChangedAt">When it was last changed; null where that is not told.</param>
public sealed record ListedItem(string GraphId, DateTimeOffset? ChangedAt);

/// <param name="Next">Where the next page starts; null after the last one.</param>
public sealed record ItemIds(IReadOnlyList<ListedItem> Items, string? Next);

/// <summary>Reads mailboxes. Ids are immutable ones.</summary>
public interface IMailboxReader
{
    /// <param name="mailbox">Whose.</param>
    /// <param name="resource">A mail folder's well-known name, or <see cref="Mailbox.Calendar"/>.</param>
    /// <param name="link">Where the last page ended; null starts a full round over <paramref name="window"/>.</param>
    /// <param name="window">Used by a full round only.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<MailboxRead> ChangesAsync(Mailbox mailbox, string resource, string? link, ReadWindow window, CancellationToken ct);

    /// <summary>Lists a folder's mail that was received in the window, its end apart, newest first; apart from its changes.</summary>
    /// <param name="mailbox">Whose.</param>
    /// <param name="folder">A mail folder's well-known name or id.</param>
    /// <param name="link">Where the last page ended; null starts at the window's end.</param>
    /// <param name="window">In whole seconds, as Graph tells them.</param>
    /// <param name="count">Whether to count what the window holds as well.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<MailboxRead> OlderAsync(Mailbox mailbox, string folder, string? link, ReadWindow window, bool count, CancellationToken ct);

    /// <summary>Lists the ids of what a folder or calendar holds in the window, and nothing else of it.</summary>
    /// <param name="mailbox">Whose.</param>
    /// <param name="resource">A mail folder's well-known name or id, or a calendar.</param>
    /// <param name="link">Where the last page ended; null starts.</param>
    /// <param name="window">
    /// Of mail: when it was received, its end apart; of a calendar: what takes place in it, a series by instances.
    /// </param>
    /// <param name="ct">Cancels the call.</param>
    Task<ItemRead<ItemIds>> IdsAsync(Mailbox mailbox, string resource, string? link, ReadWindow window, CancellationToken ct);

    /// <summary>Whole mails with their headers, without their text.</summary>
    /// <returns>One answer for each id, in their order; each stands for itself.</returns>
    Task<IReadOnlyList<ItemRead<MailboxItem>>> MailsAsync(
        Mailbox mailbox, string folder, IReadOnlyList<string> graphIds, CancellationToken ct);

    /// <returns><inheritdoc cref="MailsAsync" path="/returns"/></returns>
    Task<IReadOnlyList<ItemRead<MailboxItem>>> MeetingsAsync(Mailbox mailbox, IReadOnlyList<string> graphIds, CancellationToken ct);

    /// <summary>Texts of items that are to be logged; null for those that have none.</summary>
    /// <returns><inheritdoc cref="MailsAsync" path="/returns"/></returns>
    Task<IReadOnlyList<ItemRead<string?>>> BodiesAsync(
        Mailbox mailbox, LedgerKind kind, IReadOnlyList<string> graphIds, BodyPart part, CancellationToken ct);

    /// <summary>All addresses of the mailbox, in lower case.</summary>
    Task<ItemRead<IReadOnlySet<string>>> AddressesAsync(Mailbox mailbox, CancellationToken ct);

    /// <summary>Whom groups of the firm's directory reach.</summary>
    /// <param name="mailbox">Of which firm.</param>
    /// <param name="addresses">In lower case.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Those of the addresses that are a group's.</returns>
    Task<ItemRead<IReadOnlyDictionary<string, GroupMembers>>> GroupsAsync(
        Mailbox mailbox, IReadOnlyCollection<string> addresses, CancellationToken ct) =>
        Task.FromResult<ItemRead<IReadOnlyDictionary<string, GroupMembers>>>(
            new ItemRead<IReadOnlyDictionary<string, GroupMembers>>.Found(new Dictionary<string, GroupMembers>()));

    /// <param name="mailbox">Whose.</param>
    /// <param name="link">What the last answer ended with; null asks for all folders, at all depths.</param>
    /// <param name="ct">Cancels the call.</param>
    Task<ItemRead<FoldersRead>> FoldersAsync(Mailbox mailbox, string? link, CancellationToken ct);

    /// <summary>Ids of the calendars that the mailbox's owner made besides the default one; none that others share with them.</summary>
    Task<ItemRead<IReadOnlyList<string>>> CalendarsAsync(Mailbox mailbox, CancellationToken ct);

    /// <summary>Looks a mail up by its Internet message id, in whatever folder it lies.</summary>
    Task<ItemRead<MailPlace?>> FindMailAsync(Mailbox mailbox, string internetMessageId, CancellationToken ct);
}
