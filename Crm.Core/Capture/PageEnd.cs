namespace Crm.Core.Capture;

/// <summary>How far a page takes the reading of its folder.</summary>
public abstract record PageEnd
{
    private PageEnd()
    {
    }

    /// <param name="IsLast">The round is complete.</param>
    public sealed record OfRound(string Link, bool IsLast) : PageEnd;

    public sealed record OfBackfill(BackfillStep Step) : PageEnd;
}

/// <summary>Moves a folder's cursor or backfill in the transaction that saves the page.</summary>
internal static class PageEnds
{
    /// <param name="page">Without an end the folder stays where it stands.</param>
    public static Task AdvanceAsync(ICrmDb db, ICaptureStore store, SavePage page, DateTimeOffset now, CancellationToken ct) =>
        page.End switch
        {
            PageEnd.OfRound round => AdvanceAsync(db, page, round, now, ct),
            null => Task.CompletedTask,
            var backfill => AdvanceAsync(db, store, page, ((PageEnd.OfBackfill)backfill).Step, now, ct),
        };

    private static async Task AdvanceAsync(ICrmDb db, SavePage page, PageEnd.OfRound round, DateTimeOffset now, CancellationToken ct)
    {
        var cursor = await db.CaptureCursors.SingleAsync(c => c.UserId == page.Mailbox.User.Id && c.Resource == page.Resource, ct);
        cursor.Advance(round.Link, now);
        if (round.IsLast && !Mailbox.IsCalendar(page.Resource))
        {
            cursor.Caught(now);
        }
    }

    private static async Task AdvanceAsync(
        ICrmDb db, ICaptureStore store, SavePage page, BackfillStep step, DateTimeOffset now, CancellationToken ct)
    {
        await store.LockBackfillAsync(page.Mailbox.User.Id, page.Resource, ct);
        var backfill = await db.CaptureBackfills.SingleAsync(b => b.UserId == page.Mailbox.User.Id && b.Resource == page.Resource, ct);
        backfill.Advance(step, now);
    }
}
