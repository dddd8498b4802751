namespace Crm.Cli.Processes;

/// <summary>
/// The environment of a host that shares its machine with the database: a small young generation, and a C library that gives memory back at
/// once (docs/operations.md, Memory). `up` and the benchmark of the bot start hosts with it.
/// </summary>
public static class LeanHost
{
    public static IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>
    {
        ["DOTNET_GCgen0size"] = "0x400000",
        ["DOTNET_GCRegionSize"] = "0x100000",
        ["DOTNET_GCConserveMemory"] = "5",
        ["MALLOC_ARENA_MAX"] = "1",
        ["MALLOC_TRIM_THRESHOLD_"] = "131072",
        ["MALLOC_MMAP_THRESHOLD_"] = "65536",
    };
}
