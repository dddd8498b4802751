namespace Crm.Core.Capture;

/// <summary>Whose mailbox an item lies in is a claim: only mailboxes that are read for whoever asks answer to a name.</summary>
public static class NamedMailbox
{
    /// <param name="read">Those that are read for whoever asks.</param>
    /// <param name="name">As the item's client has it; without one their own is meant.</param>
    /// <param name="addressesOf">In lower case; asked for where the setting names a mailbox by something else.</param>
    /// <returns>Null where it is none of them.</returns>
    public static async Task<Mailbox?> FindAsync(
        IReadOnlyList<Mailbox> read, string? name, Func<Mailbox, Task<IReadOnlySet<string>>> addressesOf)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return read.FirstOrDefault(m => m.SharedAs is null);
        }

        var key = name.Trim().ToLowerInvariant();
        if (read.FirstOrDefault(m => m.SharedAs == key || (m.SharedAs is null && m.Addresses.Contains(key))) is { } called)
        {
            return called;
        }

        foreach (var mailbox in read)
        {
            if ((await addressesOf(mailbox)).Contains(key))
            {
                return mailbox;
            }
        }

        return null;
    }
}
