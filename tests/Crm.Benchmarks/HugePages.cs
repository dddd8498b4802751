namespace Crm.Benchmarks;

/// <summary>
/// Huge pages for the server's shared buffers, reserved while it is measured. Every backend has to map every page of shared memory that it
/// touches; in pages of 4 KiB that took most of the time of a virtual machine under load (docs/benchmarks.md). PostgreSQL uses them by
/// itself where they are (huge_pages=try); reserving them needs root on Linux, elsewhere the server runs as it would anyway.
/// </summary>
internal sealed class HugePages : IDisposable
{
    private const string Reserved = "/proc/sys/vm/nr_hugepages";
    private const long Size = 2 << 20;

    private readonly string? before;

    private HugePages(string? before) => this.before = before;

    /// <summary>What the server runs with, for the report.</summary>
    public string Told { get; private init; } = "huge pages: none";

    /// <param name="sharedBuffers">As PostgreSQL writes it, such as 8GB.</param>
    public static HugePages Reserve(string sharedBuffers)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists(Reserved))
        {
            return new HugePages(null);
        }

        var wanted = (long)(Bytes(sharedBuffers) * 1.05 / Size) + 32; // locks, statistics and the rest of shared memory
        if (wanted * Size > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2)
        {
            return new HugePages(null);
        }

        try
        {
            var before = File.ReadAllText(Reserved).Trim();
            if (long.Parse(before, CultureInfo.InvariantCulture) >= wanted)
            {
                return new HugePages(null) { Told = $"huge pages: {before}" };
            }

            File.WriteAllText(Reserved, wanted.ToString(CultureInfo.InvariantCulture));
            var got = File.ReadAllText(Reserved).Trim();
            return new HugePages(before) { Told = $"huge pages: {got} of {wanted} wanted, reserved for the run" };
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new HugePages(null);
        }
    }

    public void Dispose()
    {
        try
        {
            if (before is not null)
            {
                File.WriteAllText(Reserved, before);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Say.Warn($"The huge pages stay reserved; {Reserved} was {before} before.");
        }
    }

    private static long Bytes(string size) =>
        long.Parse(size[..^2], CultureInfo.InvariantCulture) << (size.EndsWith("GB", StringComparison.Ordinal) ? 30 : 20);
}
