namespace Crm.Torture.Scenario;

/// <summary>
/// Which folders of a mailbox are read: all but the deleted items, junk, drafts and outbox, those that somebody named private, and what
/// lies below them.
/// </summary>
internal sealed class FolderTree(Mailbox mailbox)
{
    public const string NamedPrivate = "Private";

    private static readonly string[] LeftOut = ["deleteditems", "junkemail", "drafts", "outbox"];
    private readonly HashSet<string> everRead = new(StringComparer.Ordinal);

    public IReadOnlyList<MailFolder> Readable => [.. mailbox.Folders.Where(IsRead)];

    public bool IsRead(MailFolder folder)
    {
        for (var at = folder; at is not null; at = at.ParentId is { } parent ? mailbox.FindFolder(parent) : null)
        {
            if (LeftOut.Contains(at.WellKnownName) || at.DisplayName == NamedPrivate)
            {
                return false;
            }
        }

        return mailbox.Folders.Contains(folder);
    }

    /// <summary>A host may still take a folder for one that is read, for a sweep or two.</summary>
    public bool WasEverRead(MailFolder folder) => everRead.Contains(folder.Id);

    public void Look() => everRead.UnionWith(Readable.Select(f => f.Id));
}
