namespace Crm.Core.Capture;

/// <summary>How the reading of a folder's older mail stands.</summary>
public enum BackfillState
{
    Reading,

    /// <summary>Its owner let it rest.</summary>
    Stopped,

    /// <summary>Something stopped it; it goes on by itself.</summary>
    HeldUp,

    Done,
}

/// <param name="Read">Mails read so far.</param>
/// <param name="Total">How many there are; null until Graph has said it.</param>
/// <param name="ReadFrom">The oldest mail it reads was received then.</param>
/// <param name="ReadBefore">Everything received since then has been read.</param>
/// <param name="DoneAt">When it was done.</param>
/// <param name="ExpectedAt">When it will be done at the pace so far; null while it rests or cannot be told.</param>
public sealed record BackfillProgress(
    BackfillState State, int Read, int? Total, DateTimeOffset ReadFrom, DateTimeOffset ReadBefore, DateTimeOffset? DoneAt,
    DateTimeOffset? ExpectedAt, string? Problem)
{
    public static BackfillProgress Of(CaptureBackfill backfill, DateTimeOffset now)
    {
        var state = backfill switch
        {
            { Stage: BackfillStage.Done } => BackfillState.Done,
            { IsStopped: true } => BackfillState.Stopped,
            { PausedUntil: { } until } when until > now => BackfillState.HeldUp,
            _ => BackfillState.Reading,
        };
        return new BackfillProgress(
            state, backfill.ReadCount, backfill.TotalCount is { } total ? Math.Max(total, backfill.ReadCount) : null, backfill.ReadFrom,
            backfill.ReadBefore < now ? backfill.ReadBefore : now, backfill.DoneAt,
            state is BackfillState.Reading ? Expected(backfill, now) : null, backfill.LastError);
    }

    /// <summary>At the pace so far, pauses apart.</summary>
    private static DateTimeOffset? Expected(CaptureBackfill backfill, DateTimeOffset now) =>
        backfill is { TotalCount: { } total, ReadCount: > 0 }
            ? now + (backfill.Worked * Math.Max(0, total - backfill.ReadCount) / backfill.ReadCount)
            : null;
}
