namespace Crm.Core.Capture;

/// <summary>What a backfill does now.</summary>
public enum BackfillStage
{
    /// <summary>Lists the folder's older mail, newest first.</summary>
    Listing,

    /// <summary>Reads a delta round over as much of it as Graph allows, with which the live cursor goes on.</summary>
    Widening,

    Done,
}

/// <summary>How far a page of a backfill takes it.</summary>
/// <param name="At">Where it stood when the page was asked for.</param>
/// <param name="Before">Everything from here on has been read.</param>
/// <param name="Link">Where the next page is, when a moment alone does not say it.</param>
/// <param name="Read">Mails on the page that were not on one before.</param>
/// <param name="Total">How many there are altogether, where Graph said it just now.</param>
/// <param name="Next">What comes after the page.</param>
public sealed record BackfillStep(
    BackfillPosition At, DateTimeOffset Before, string? Link, int Read, int? Total, BackfillStage Next)
{
    /// <summary>How many of the page's mails the next page tells again.</summary>
    public int Overlap { get; init; }

    public TimeSpan Worked { get; init; }
}

/// <summary>
/// The older mail of one folder, read apart from its delta (docs/decisions/0030). Saved in the transaction that saves what was read.
/// </summary>
public sealed class CaptureBackfill : ReadingState
{
    /// <summary>
    /// A filtered delta round tells 5,000 messages at most (Microsoft Graph, message: delta); mail comes and goes while it is read.
    /// </summary>
    public const int MostInRound = 4000;

    public Guid UserId { get; private init; }

    public string Resource { get; private init; } = "";

    public BackfillStage Stage { get; private set; }

    /// <summary>Whoever the mailbox belongs to wants it to rest.</summary>
    public bool IsStopped { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>The oldest mail it reads was received then.</summary>
    public DateTimeOffset ReadFrom { get; private set; }

    /// <summary>Mail received before this is still to be read.</summary>
    public DateTimeOffset ReadBefore { get; private set; }

    /// <summary>The next page's link, or at the end that of the round which the live cursor takes over.</summary>
    public string? Link { get; private set; }

    /// <summary>From when on a delta round holds no more mails than Graph tells in one.</summary>
    public DateTimeOffset WindowStart { get; private set; }

    /// <summary>How many of the mails that the next page tells have been read.</summary>
    public int Overlap { get; private set; }

    public int ReadCount { get; private set; }

    public int? TotalCount { get; private set; }

    public TimeSpan Worked { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    public static CaptureBackfill For(Guid userId, string resource) => new() { UserId = userId, Resource = resource };

    /// <param name="from">The oldest mail to read.</param>
    /// <param name="live">From when on the live cursor reads.</param>
    /// <param name="before">No mail was received after this.</param>
    /// <param name="now">When it begins.</param>
    public void Begin(DateTimeOffset from, DateTimeOffset live, DateTimeOffset before, DateTimeOffset now)
    {
        (Stage, StartedAt, ReadFrom, ReadBefore, WindowStart) = (BackfillStage.Listing, now, from, before, live);
        (Link, Overlap, ReadCount, TotalCount, Worked, DoneAt) = (null, 0, 0, null, TimeSpan.Zero, null);
    }

    /// <summary>Older mail is wanted than before: what was read stays read.</summary>
    public void Extend(DateTimeOffset from)
    {
        (ReadFrom, Stage, TotalCount, DoneAt) = (from, BackfillStage.Listing, null, null);
        (Link, Overlap) = (null, 0);
    }

    public void Advance(BackfillStep step, DateTimeOffset now)
    {
        if (step.At.StartedAt != StartedAt || step.At.From != ReadFrom
            || (step.At.Stage, step.At.Before, step.At.Link) != (Stage, ReadBefore, Link))
        {
            return; // Begun anew, extended or read on by another run meanwhile: the page says nothing about where this one stands.
        }

        (Stage, ReadBefore, Link, Overlap) = (step.Next, step.Before, step.Link, step.Overlap);
        (ReadCount, TotalCount, Worked) = (ReadCount + step.Read, step.Total ?? TotalCount, Worked + step.Worked);
        if (ReadCount <= MostInRound && ReadBefore < WindowStart)
        {
            WindowStart = ReadBefore;
        }

        DoneAt = Stage is BackfillStage.Done ? now : null;
        Went(now);
    }

    /// <summary>The live cursor goes on with the round that was read here.</summary>
    public string? HandOver()
    {
        var link = Stage is BackfillStage.Done ? Link : null;
        Link = link is null ? Link : null;
        return link;
    }

    public void Stop(bool isStopped) => IsStopped = isStopped;

    public override void StartOver() => (Link, Overlap) = (null, 0);
}
