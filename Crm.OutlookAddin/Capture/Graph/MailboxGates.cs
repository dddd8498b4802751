using System.Collections.Concurrent;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>
/// Outlook serves four requests of an application to one mailbox at a time, and refuses the fifth (Microsoft Graph, "Throttling limits",
/// Outlook service). A batch is sent on four at a time, so that it takes all places; others wait here instead of being refused there.
/// </summary>
internal sealed class MailboxGates
{
    public const int Places = 4;

    private readonly ConcurrentDictionary<string, Gate> gates = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="mailbox">Under what Graph knows it.</param>
    /// <param name="places">How many requests are sent at a time.</param>
    /// <param name="ct">Cancels the waiting.</param>
    /// <returns>What gives the places back.</returns>
    public async Task<IDisposable> EnterAsync(string mailbox, int places, CancellationToken ct)
    {
        var gate = gates.GetOrAdd(mailbox, _ => new Gate());
        var held = new Held(gate.Free);
        if (places == 1)
        {
            await held.TakeAsync(ct);
            return held;
        }

        // Two that each wait for places the other holds would wait for ever.
        await gate.Many.WaitAsync(ct);
        try
        {
            for (var taken = 0; taken < Math.Min(places, Places); taken++)
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
        public SemaphoreSlim Free { get; } = new(Places);

        public SemaphoreSlim Many { get; } = new(1);
    }

    private sealed class Held(SemaphoreSlim free) : IDisposable
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
