namespace Crm.Benchmarks;

/// <summary>Milliseconds, one for each asking.</summary>
public sealed class Latencies
{
    private readonly List<double> all = [];

    public int Count
    {
        get
        {
            lock (all)
            {
                return all.Count;
            }
        }
    }

    public void Add(TimeSpan took)
    {
        lock (all)
        {
            all.Add(took.TotalMilliseconds);
        }
    }

    public Quantiles Read()
    {
        double[] sorted;
        lock (all)
        {
            sorted = [.. all.Order()];
        }

        return sorted.Length == 0 ? new Quantiles(0, 0, 0, 0, 0)
            : new Quantiles(sorted.Length, At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99), sorted[^1]);
    }

    /// <summary>Nearest rank: a latency that somebody really waited.</summary>
    private static double At(double[] sorted, double share) =>
        Math.Round(sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)], 3);
}

public sealed record Quantiles(int Askings, double P50, double P95, double P99, double Max);
