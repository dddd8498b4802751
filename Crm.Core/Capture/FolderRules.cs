using Crm.Core.Policies;

namespace Crm.Core.Capture;

/// <summary>Which folders of a mailbox are read. A folder that is left out takes what lies below it along.</summary>
public static class FolderRules
{
    /// <summary>
    /// Of no customer: thrown away, not sent, or Exchange's own (Microsoft Graph, mailFolder resource, well-known names).
    /// </summary>
    public static readonly IReadOnlyList<string> LeftOut =
    [
        "deleteditems", "junkemail", "drafts", "outbox", "conversationhistory", "syncissues", "conflicts", "localfailures",
        "serverfailures", "scheduled", "searchfolders",
        "recoverableitemsdeletions",
    ];

    /// <summary>What has a resource name of its own.</summary>
    public static readonly IReadOnlyList<string> Named = [Mailbox.Inbox, "sentitems"];

    private static readonly string[] NamedPrivate = ["private", "personal", "do not log", "privat", "persönlich", "privé", "personnel"];

    /// <summary>The resource under which a folder is read; null where it is not.</summary>
    public static string? ResourceOf(MailFolder folder, IReadOnlyDictionary<string, MailFolder> all, CapturePolicy policy)
    {
        var resource = folder.WellKnown is { } known && Named.Contains(known) ? known : folder.FolderId;
        if (policy.Folders.Count > 0)
        {
            return policy.Folders
                .Find(f => f.Equals(resource, StringComparison.OrdinalIgnoreCase)
                    || f.Equals(folder.WellKnown, StringComparison.OrdinalIgnoreCase)
                    || f.Equals(folder.FolderId, StringComparison.Ordinal));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = folder; at is not null && seen.Add(at.FolderId); at = at.ParentId is { } parent
            ? all.GetValueOrDefault(parent)
            : null)
        {
            if (IsLeftOut(at, policy))
            {
                return null;
            }
        }

        return resource;
    }

    private static bool IsLeftOut(MailFolder folder, CapturePolicy policy) =>
        folder.IsHidden || (folder.WellKnown is { } known && LeftOut.Contains(known))
        || NamedPrivate.Concat(policy.LeaveOutFolders).Contains(folder.Name.Trim(), StringComparer.OrdinalIgnoreCase);
}
