namespace Crm.Core.Capture;

/// <summary>A person's mailbox, or one that they answer for: the CRM user, and the Entra object id under which Graph knows it.</summary>
public sealed record Mailbox(CurrentUser User, Guid ObjectId)
{
    /// <summary>The calendar's name among a mailbox's resources; the others are mail folders by their well-known names.</summary>
    public const string Calendar = "calendar";

    public const string Inbox = "inbox";

    /// <summary>Before a resource of a shared mailbox; no id of Graph holds a colon.</summary>
    private const string SharedPrefix = "shared:";

    private const string FurtherCalendar = Calendar + ":";

    /// <summary>Addresses that are this person's, in lower case; the user's own at least.</summary>
    public IReadOnlySet<string> Addresses { get; init; } = new HashSet<string> { User.Email.ToLowerInvariant() };

    /// <summary>The name of a mailbox that is nobody's own, for which the user answers; null for the user's own.</summary>
    public string? SharedAs { get; init; }

    /// <summary>What Graph is asked for it by.</summary>
    public string GraphKey => SharedAs ?? ObjectId.ToString();

    /// <summary>A folder or calendar of this mailbox, among all that the user's cursors name.</summary>
    public string ResourceOf(string folder) => SharedAs is null ? folder : $"{SharedPrefix}{SharedAs}/{folder}";

    /// <summary>The shared mailbox that a resource belongs to; null for the user's own.</summary>
    public static string? SharedOf(string resource) =>
        resource.StartsWith(SharedPrefix, StringComparison.Ordinal) && resource.IndexOf('/', StringComparison.Ordinal) is > 0 and var end
        ? resource[SharedPrefix.Length..end]
        : null;

    /// <summary>The folder without its mailbox.</summary>
    public static string FolderOf(string resource) =>
        SharedOf(resource) is null ? resource : resource[(resource.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public static string CalendarOf(string id) => FurtherCalendar + id;

    public static bool IsCalendar(string resource) =>
        resource == Calendar || resource.StartsWith(FurtherCalendar, StringComparison.Ordinal);

    /// <summary>The id of a calendar besides the default one.</summary>
    public static string? CalendarIdOf(string resource) =>
        resource.StartsWith(FurtherCalendar, StringComparison.Ordinal) ? resource[FurtherCalendar.Length..] : null;
}

/// <summary>Whose mailboxes may be read. Ids that a job carries are looked up here each time: people leave.</summary>
public interface IMailboxDirectory
{
    Task<IReadOnlyList<Mailbox>> AllAsync(CancellationToken ct);

    /// <returns>Null when the tenant or the user is gone, or has no Entra identity.</returns>
    Task<Mailbox?> FindAsync(Guid tenantId, Guid userId, CancellationToken ct);

    /// <returns>The user's own mailbox and those that they answer for.</returns>
    async Task<IReadOnlyList<Mailbox>> OfAsync(Guid tenantId, Guid userId, CancellationToken ct) =>
        await FindAsync(tenantId, userId, ct) is { } own ? [own] : [];

    /// <returns>The mailbox that a folder belongs to; null where it may not be read any more.</returns>
    async Task<Mailbox?> FindAsync(Waiting folder, CancellationToken ct) =>
        (await OfAsync(folder.TenantId, folder.UserId, ct)).FirstOrDefault(m => m.SharedAs == Mailbox.SharedOf(folder.Resource));
}
