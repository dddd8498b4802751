using Crm.Core.Access;

namespace Crm.Core.Capture;

/// <summary>A person's mailbox: the CRM user, and the Entra object id under which Graph knows it.</summary>
public sealed record Mailbox(CurrentUser User, Guid ObjectId)
{
    /// <summary>The calendar's name among a mailbox's resources; the others are mail folders by their well-known names.</summary>
    public const string Calendar = "calendar";

    public const string Inbox = "inbox";

    /// <summary>Addresses that are this person's, in lower case; the user's own at least.</summary>
    public IReadOnlySet<string> Addresses { get; init; } = new HashSet<string> { User.Email.ToLowerInvariant() };
}

/// <summary>Whose mailboxes may be read. Ids that a job carries are looked up here each time: people leave.</summary>
public interface IMailboxDirectory
{
    Task<IReadOnlyList<Mailbox>> AllAsync(CancellationToken ct);

    /// <returns>Null when the tenant or the user is gone, or has no Entra identity.</returns>
    Task<Mailbox?> FindAsync(Guid tenantId, Guid userId, CancellationToken ct);
}
