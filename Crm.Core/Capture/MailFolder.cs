namespace Crm.Core.Capture;

/// <summary>
/// A folder of a mailbox as Graph names it; ids and not names say what it is, for names are written in the mailbox's language.
/// </summary>
public sealed class MailFolder
{
    public const int NameLength = 255;

    public const int IdLength = 400;

    public Guid UserId { get; private init; }

    /// <summary>The shared mailbox that it belongs to; empty for the user's own.</summary>
    public string Mailbox { get; private init; } = "";

    public string FolderId { get; private init; } = "";

    public string Name { get; private set; } = "";

    public string? ParentId { get; private set; }

    /// <summary>Graph's name for it where every mailbox has it: inbox, junkemail.</summary>
    public string? WellKnown { get; private set; }

    public bool IsHidden { get; private set; }

    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>What people call a resource.</summary>
    /// <param name="resource">A folder's id, or a name that every mailbox has.</param>
    /// <param name="names">The mailbox's own folders by id.</param>
    public static string NameOf(string resource, IReadOnlyDictionary<string, string> names)
    {
        var name = Capture.Mailbox.FolderOf(resource) switch
        {
            Capture.Mailbox.Calendar => "Calendar",
            Capture.Mailbox.Inbox => "Inbox",
            "sentitems" => "Sent items",
            var folder when Capture.Mailbox.IsCalendar(folder) => "A further calendar",
            var folder => names.GetValueOrDefault(folder, folder),
        };
        return Capture.Mailbox.SharedOf(resource) is { } shared ? $"{name} of {shared}" : name;
    }

    public static MailFolder Of(Guid userId, string folderId, string mailbox = "") =>
        new() { UserId = userId, Mailbox = mailbox, FolderId = folderId };

    public MailFolder Shows(FolderSeen seen, DateTimeOffset now)
    {
        Name = seen.Name.Length > NameLength ? seen.Name[..NameLength] : seen.Name;
        ParentId = seen.ParentId;
        WellKnown = seen.WellKnown ?? WellKnown;
        IsHidden = seen.IsHidden;
        SeenAt = now;
        return this;
    }
}

/// <summary>A folder as it was told just now.</summary>
public sealed record FolderSeen(string Id, string Name, string? ParentId, string? WellKnown, bool IsHidden);
