using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Capture;

public static class CapturePause
{
    /// <summary>Concerns the whole mailbox; any other code only the folder it came from.</summary>
    public const string Throttled = "throttled";

    public const int CodeLength = 200;

    /// <summary>Graph's wish, or a back-off that doubles up to five minutes, with a jitter so that mailboxes do not come back together.</summary>
    public static TimeSpan Length(TimeSpan? asked, int failures, Guid who) => asked is { } wish && wish > TimeSpan.Zero
        ? wish
        : TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(failures, 10)))) * (1 + (who.GetHashCode() & 0xFF) / 1024.0);
}

/// <summary>Graph asked to be left alone, or the mailbox cannot be read.</summary>
public sealed record PauseCapture(Guid UserId, string Resource, string Code, TimeSpan? After);

public sealed class PauseCaptureHandler(ICrmDb db, TimeProvider clock)
{
    public async Task<DateTimeOffset> HandleAsync(PauseCapture pause, CancellationToken ct)
    {
        var cursor = await db.CaptureCursors.SingleAsync(c => c.UserId == pause.UserId && c.Resource == pause.Resource, ct);
        var now = clock.GetUtcNow();
        var until = now + CapturePause.Length(pause.After, cursor.Failures, pause.UserId);
        cursor.Pause(pause.Code.Length > CapturePause.CodeLength ? pause.Code[..CapturePause.CodeLength] : pause.Code, until, now);
        _ = await db.SaveAsync(ct);
        return until;
    }
}
