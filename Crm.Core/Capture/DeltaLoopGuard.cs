namespace Crm.Core.Capture;

/// <summary>
/// Sees to it that a run over a folder comes to an end: links can lead in a circle, and pages can follow each other without saying anything
/// new.
/// </summary>
internal sealed class DeltaLoopGuard
{
    /// <summary>Graph may send empty pages, and replay what it said; not that many in a row.</summary>
    private const int MostBarren = 100;

    /// <summary>100,000 items; the rest is the next run's, which goes on where this one stood.</summary>
    private const int MostPages = 2000;

    private static readonly TimeSpan Later = TimeSpan.FromMinutes(15);

    private readonly HashSet<string> links = new(StringComparer.Ordinal);
    private readonly HashSet<MailboxItem> items = [];
    private int pages;
    private int barren;

    /// <exception cref="MailboxClosedException">The run ends here, with its reason.</exception>
    public void Check(MailboxRead.Page page)
    {
        if (page.IsLast)
        {
            return;
        }

        pages++;
        var before = items.Count;
        items.UnionWith(page.Items.Select(Seen));
        barren = items.Count > before ? 0 : barren + 1;
        if (!links.Add(page.Link))
        {
            throw new MailboxClosedException(CapturePause.RepeatingPages, Later, startOver: true);
        }

        if (barren >= MostBarren)
        {
            throw new MailboxClosedException(CapturePause.EndlessPages, Later, startOver: true);
        }

        if (pages >= MostPages)
        {
            throw new MailboxClosedException(CapturePause.LongRound, TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>What stands for the item: its id and kind, not what it says.</summary>
    private static MailboxItem Seen(MailboxItem item) => item switch
    {
        MailboxItem.Removed removed => removed,
        MailboxItem.Mail => new MailboxItem.Broken(item.GraphId, LedgerKind.Message),
        MailboxItem.Meeting => new MailboxItem.Broken(item.GraphId, LedgerKind.Event),
        _ => item,
    };
}
