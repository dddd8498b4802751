namespace Crm.Core.Capture;

public static class CapturePause
{
    /// <summary>Concerns the whole mailbox; any other code only the folder it came from.</summary>
    public const string Throttled = "throttled";

    /// <summary>A link led back to where the run had been.</summary>
    public const string RepeatingPages = "repeating-pages";

    /// <summary>Pages came and came, and none said anything new.</summary>
    public const string EndlessPages = "endless-pages";

    /// <summary>So much to read that it goes on in another run.</summary>
    public const string LongRound = "long-round";

    /// <summary>Before the name of what was thrown.</summary>
    public const string Failed = "failed: ";

    public const int CodeLength = 200;

    /// <summary>What is out of reach is looked at again then: rights and licences change seldom.</summary>
    public static readonly TimeSpan Tomorrow = TimeSpan.FromHours(24);

    /// <summary>Whether the trouble is the mailbox's or the way to it, whatever item was asked for.</summary>
    public static bool IsOfMailbox(string code) => code is Throttled or "unreachable" or "timeout";

    /// <summary>
    /// Graph's wish, or a back-off that doubles up to five minutes, with a jitter so that mailboxes do not come back together.
    /// </summary>
    public static TimeSpan Length(TimeSpan? asked, int failures, Guid who) => asked is { } wish && wish > TimeSpan.Zero
        ? wish
        : TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(failures, 10)))) * (1 + (who.GetHashCode() & 0xFF) / 1024.0);
}

/// <summary>Graph asked to be left alone, or the mailbox cannot be read.</summary>
/// <param name="StartOver">Where the folder had been read to leads nowhere: the next run reads it anew.</param>
/// <param name="OfBackfill">Its older mail only.</param>
public sealed record PauseCapture(
    Guid UserId, string Resource, string Code, TimeSpan? After, bool StartOver = false, bool OfBackfill = false);

public sealed class PauseCaptureHandler(ICrmDb db, TimeProvider clock) : IChangesData
{
    public async Task<DateTimeOffset> HandleAsync(PauseCapture pause, CancellationToken ct)
    {
        ReadingState state = pause.OfBackfill
            ? await db.CaptureBackfills.SingleAsync(b => b.UserId == pause.UserId && b.Resource == pause.Resource, ct)
            : await db.CaptureCursors.SingleAsync(c => c.UserId == pause.UserId && c.Resource == pause.Resource, ct);
        var now = clock.GetUtcNow();
        var until = now + CapturePause.Length(pause.After, state.Failures, pause.UserId);
        if (pause.StartOver)
        {
            state.StartOver();
        }

        state.Pause(pause.Code.Length > CapturePause.CodeLength ? pause.Code[..CapturePause.CodeLength] : pause.Code, until, now);
        _ = await db.SaveAsync(ct);
        return until;
    }
}
