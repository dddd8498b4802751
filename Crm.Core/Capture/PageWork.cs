namespace Crm.Core.Capture;

/// <summary>What became of single items while the rest of their page went on.</summary>
internal sealed class PageWork(PageContext of)
{
    private readonly HashSet<string> left = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Planned> dropped = new(StringComparer.Ordinal);

    public PageContext Of => of;

    /// <summary>Why the page has to come again; null when all of it was decided.</summary>
    public MailboxClosedException? Closed { get; private set; }

    /// <summary>The mailbox does not give these out now: the next run asks again.</summary>
    public void Leave(IEnumerable<Planned> items, MailboxClosedException closed)
    {
        Closed = Closed is null || closed.After > Closed.After ? closed : Closed;
        left.UnionWith(items.Select(i => i.GraphId));
    }

    /// <summary>It cannot be read, and is told so.</summary>
    public void Drop(Planned item, Planned unread) => dropped[item.GraphId] = unread;

    /// <summary>The items as they stand after this.</summary>
    public IReadOnlyList<Planned> Rest(IEnumerable<Planned?> items) =>
        [.. items.OfType<Planned>().Where(i => !left.Contains(i.GraphId)).Select(i => dropped.GetValueOrDefault(i.GraphId, i))];
}
