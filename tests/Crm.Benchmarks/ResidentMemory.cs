namespace Crm.Benchmarks;

/// <summary>A process's resident memory, once a second while it is watched.</summary>
internal sealed class ResidentMemory : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<double> samples = [];
    private readonly Task watching;

    public ResidentMemory(HostProcess host) => watching = WatchAsync(host);

    /// <summary>
    /// Ends the watching. Early and late are medians of the second and the last fifth: the first one holds the climb from rest.
    /// </summary>
    public async Task<ResidentResult> ReadAsync()
    {
        await stop.CancelAsync();
        await watching;
        var fifth = Math.Max(1, samples.Count / 5);
        return new ResidentResult(
            samples.Count, Median(samples.Skip(fifth).Take(fifth)), Median(samples.TakeLast(fifth)), Math.Round(samples.Max(), 1));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        stop.Dispose();
    }

    private async Task WatchAsync(HostProcess host)
    {
        try
        {
            while (true)
            {
                samples.Add(host.Resident());
                await Task.Delay(TimeSpan.FromSeconds(1), stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return; // read
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : Math.Round(sorted[sorted.Count / 2], 1);
    }
}

/// <summary>
/// Resident memory in MiB while a process is watched: samples a second apart, the medians of the second and the last fifth of them, the
/// highest; and what it is at the end of the saturated minute after them.
/// </summary>
public sealed record ResidentResult(int Samples, double Early, double Late, double Peak, double SaturatedEnd = 0)
{
    public const double Target = 250;

    /// <summary>Less than a twentieth between early and late.</summary>
    public bool IsFlat => Late <= Early * 1.05;
}
