namespace Crm.Benchmarks;

/// <summary>
/// Peak memory while it runs: this process's, and on Linux PostgreSQL's own from /proc (its processes' private memory, and the shared part
/// once).
/// </summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly NpgsqlDataSource source;
    private readonly Task watching;
    private double privatePeak;
    private double sharedPeak;

    public MemoryWatch(string owner)
    {
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner) { MaxPoolSize = 1 });
        watching = OperatingSystem.IsLinux() ? WatchAsync() : Task.CompletedTask;
    }

    public MemoryResult Read()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new MemoryResult(
            Math.Round(process.PeakWorkingSet64 / 1048576.0), OperatingSystem.IsLinux() ? Math.Round(privatePeak) : null,
            OperatingSystem.IsLinux() ? Math.Round(sharedPeak) : null);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        await source.DisposeAsync();
        stop.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await SampleAsync();
                await Task.Delay(TimeSpan.FromSeconds(1), stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return; // the run is over
        }
    }

    private async Task SampleAsync()
    {
        var (own, shared) = (0.0, 0.0);
        await using var command = source.CreateCommand("select pid from pg_stat_activity");
        await using var rows = await command.ExecuteReaderAsync(stop.Token);
        while (await rows.ReadAsync(stop.Token))
        {
            var file = $"/proc/{rows.GetInt32(0)}/status";
            if (File.Exists(file))
            {
                own += MiB(file, "RssAnon:");
                shared = Math.Max(shared, MiB(file, "RssShmem:") + MiB(file, "HugetlbPages:"));
            }
        }

        (privatePeak, sharedPeak) = (Math.Max(privatePeak, own), Math.Max(sharedPeak, shared));
    }

    private static double MiB(string file, string what)
    {
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(l => l.StartsWith(what, StringComparison.Ordinal));
            return line is null
                ? 0
                : double.Parse(line[what.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // that backend ended meanwhile
        }
    }
}
