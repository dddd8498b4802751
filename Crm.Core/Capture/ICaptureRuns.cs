namespace Crm.Core.Capture;

/// <summary>
/// Which folders wait for a run and which have one, over all hosts: many requests for one folder become one run, a request during a run
/// makes one more after it, and runs of one folder never overlap.
/// </summary>
public interface ICaptureRuns
{
    /// <param name="folder">What to read.</param>
    /// <param name="wait">From now, by the database's clock: those of hosts differ.</param>
    /// <param name="ct">Cancels the request.</param>
    /// <returns>True when a job has to be scheduled; false when one that comes in time is scheduled already.</returns>
    Task<bool> RequestAsync(Waiting folder, TimeSpan wait, CancellationToken ct);

    Task<RunStart> BeginAsync(Waiting folder, CancellationToken ct);

    /// <summary>The run came to its end: what was not asked for since it began is not owed any more.</summary>
    Task FinishAsync(Waiting folder, CancellationToken ct);
}

public abstract record RunStart
{
    private RunStart()
    {
    }

    /// <param name="Hold">Nobody else reads the folder until this is disposed, or the host dies.</param>
    public sealed record Begun(IAsyncDisposable Hold) : RunStart;

    /// <summary>Another worker reads the folder now, and somebody has asked for a run after that one.</summary>
    public sealed record Busy : RunStart;

    /// <summary>The run is due later: whoever set the time has put it off, or a host's clock is ahead.</summary>
    public sealed record Early(TimeSpan Wait) : RunStart;

    /// <summary>A run that began later than the request has answered it, or will.</summary>
    public sealed record NotOwed : RunStart;
}
