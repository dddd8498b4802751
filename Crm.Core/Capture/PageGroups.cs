namespace Crm.Core.Capture;

internal static class PageGroups
{
    /// <summary>
    /// A directory that cannot be asked now makes the page wait, because somebody in a group may have said never. Where it may not be
    /// asked, or stays away, the page does not wait: each of the addresses may reach anybody.
    /// </summary>
    /// <param name="mostFailures">After so many runs the page waits no longer.</param>
    /// <exception cref="MailboxClosedException">The page is to come again.</exception>
    public static async Task<IReadOnlyDictionary<string, GroupMembers>> GroupsAsync(
        this IMailboxReader reader, PageContext of, IReadOnlyList<string> addresses, int mostFailures, CancellationToken ct) =>
        addresses.Count == 0
        ? new Dictionary<string, GroupMembers>()
        : await reader.GroupsAsync(of.Mailbox, addresses, ct) switch
        {
            ItemRead<IReadOnlyDictionary<string, GroupMembers>>.Found found => found.Value,
            ItemRead<IReadOnlyDictionary<string, GroupMembers>>.Throttled wait when of.Failures < mostFailures =>
                throw new MailboxClosedException(wait.Code, wait.After),
            _ => addresses.ToDictionary(a => a, _ => GroupMembers.Unread, StringComparer.Ordinal),
        };
}
