namespace Crm.Core.Capture;

/// <summary>How the reading of a folder goes: what stopped it, how often in a row, and until when it is left alone.</summary>
public abstract class ReadingState
{
    public DateTimeOffset? LastRunAt { get; protected set; }

    public DateTimeOffset? PausedUntil { get; private set; }

    public int Failures { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>Where it had been read to leads nowhere.</summary>
    public abstract void StartOver();

    public void Pause(string code, DateTimeOffset until, DateTimeOffset now)
    {
        Failures++;
        LastError = code;
        PausedUntil = until;
        LastRunAt = now;
    }

    /// <summary>What stopped it is over: it is read again from where it stood.</summary>
    public void Resume() => (PausedUntil, Failures, LastError) = (null, 0, null);

    protected void Went(DateTimeOffset now)
    {
        LastRunAt = now;
        PausedUntil = null;
        Failures = 0;
        LastError = null;
    }
}
