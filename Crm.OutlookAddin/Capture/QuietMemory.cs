using System.Runtime.InteropServices;

namespace Crm.OutlookAddin.Capture;

/// <summary>
/// Gives memory back when the host falls quiet. A first read of many mailboxes, and the compiling of all it needs, take far more than the
/// hours of waiting after it; collector and C library by themselves keep what they once had, because nothing presses them
/// (docs/operations.md has the figures).
/// </summary>
internal sealed class QuietMemory(TimeProvider clock) : BackgroundService
{
    /// <summary>Bytes allocated between two looks: below this the host is waiting.</summary>
    private const long Quiet = 3_000_000;

    /// <summary>Bytes allocated since memory was last given back: below this it is not worth a collection.</summary>
    private const long Worth = 8_000_000;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        var (before, collected) = (GC.GetTotalAllocatedBytes(), 0L);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = GC.GetTotalAllocatedBytes();
            if (now - before < Quiet && now - collected > Worth)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                TrimHeap();
                collected = now;
            }

            before = now;
        }
    }

    /// <summary>What the just-in-time compiler used and freed lies in glibc's arenas until it is asked back.</summary>
    private static void TrimHeap()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no arenas to trim.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallocTrim(nuint pad);
}
