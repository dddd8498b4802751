using System.Collections.Concurrent;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>
/// Requests to one mailbox wait here for their place instead of being refused by Graph: first among those of this host, in the order in
/// which they came, then among all hosts (<see cref="IMailboxPlaces"/>). A batch is sent on four at a time, so that it takes all places.
/// </summary>
internal sealed class MailboxGates(IMailboxPlaces everywhere)
{
    private readonly ConcurrentDictionary<string, Gate> gates = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="mailbox">Under what Graph knows it.</param>
    /// <param name="requests">How many are sent.</param>
    /// <param name="ct">Cancels the waiting.</param>
    /// <returns>What gives the places back.</returns>
    public async Task<IAsyncDisposable> EnterAsync(string mailbox, int requests, CancellationToken ct)
    {
        var places = Math.Min(requests, IMailboxPlaces.Each);
        var held = new Held(await HereAsync(gates.GetOrAdd(mailbox, _ => new Gate()), places, ct));
        try
        {
            held.Everywhere = await everywhere.TakeAsync(mailbox, places, ct);
            return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    private static async Task<HeldHere> HereAsync(Gate gate, int places, CancellationToken ct)
    {
        var held = new HeldHere(gate.Free);
        if (places == 1)
        {
            await held.TakeAsync(ct);
            return held;
        }

        // Two that each wait for places the other holds would wait for ever.
        await gate.Many.WaitAsync(ct);
        try
        {
            for (var taken = 0; taken < places; taken++)
            {
                await held.TakeAsync(ct);
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
        finally
        {
            gate.Many.Release();
        }
    }

    private sealed class Gate
    {
        public SemaphoreSlim Free { get; } = new(IMailboxPlaces.Each);

        public SemaphoreSlim Many { get; } = new(1);
    }

    private sealed class Held(HeldHere here) : IAsyncDisposable
    {
        public IAsyncDisposable? Everywhere { get; set; }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await (Everywhere?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
            finally
            {
                here.Dispose();
            }
        }
    }

    private sealed class HeldHere(SemaphoreSlim free) : IDisposable
    {
        private int count;

        public async Task TakeAsync(CancellationToken ct)
        {
            await free.WaitAsync(ct);
            count++;
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref count, 0) is > 0 and var places)
            {
                free.Release(places);
            }
        }
    }
}
