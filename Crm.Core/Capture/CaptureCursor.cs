namespace Crm.Core.Capture;

/// <summary>How far one folder or calendar of one mailbox has been read. Saved in the transaction that saves what was read.</summary>
public sealed class CaptureCursor : ReadingState
{
    public Guid UserId { get; private init; }

    /// <summary>inbox, sentitems, … or calendar.</summary>
    public string Resource { get; private init; } = "";

    /// <summary>Graph's opaque nextLink or deltaLink, whole.</summary>
    public string? DeltaLink { get; private set; }

    /// <summary>
    /// Which run reads it: the one that opened it last. A run whose lock was lost with its connection may still be under way beside it.
    /// </summary>
    public long RunNumber { get; private set; }

    public DateTimeOffset? WindowStart { get; private set; }

    public DateTimeOffset? WindowEnd { get; private set; }

    /// <summary>Everything up to then has been decided. A calendar has a window instead of an end, and says by its runs.</summary>
    public DateTimeOffset? CompleteTo => Mailbox.IsCalendar(Resource) ? (LastError is null ? LastRunAt : null)
        : WindowEnd > WindowStart ? WindowEnd : null;

    public static CaptureCursor For(Guid userId, string resource) => new() { UserId = userId, Resource = resource };

    /// <returns>The number of the run that reads it from now on.</returns>
    public long BeginRun() => ++RunNumber;

    public void Advance(string link, DateTimeOffset now)
    {
        DeltaLink = link;
        Went(now);
    }

    /// <summary>A calendar's window is fixed in its token: a new window is a new full round.</summary>
    public void Open(DateTimeOffset start, DateTimeOffset end)
    {
        WindowStart = start;
        WindowEnd = end;
        DeltaLink = null;
    }

    /// <summary>Goes on with a round over a longer window, which somebody else has read to its end.</summary>
    public void Widen(DateTimeOffset start, string link) => (WindowStart, DeltaLink) = (start, link);

    /// <summary>A mail folder has been read up to now; where a full round has to start again if Graph forgets where we stood.</summary>
    public void Caught(DateTimeOffset now) => WindowEnd = now;

    /// <summary>Graph lost its sync state: read everything again, delete nothing merely because it is absent.</summary>
    public override void StartOver() => DeltaLink = null;
}
