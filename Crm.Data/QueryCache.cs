using Microsoft.Extensions.Caching.Memory;

namespace Crm.Data;

/// <summary>
/// The queries that EF has compiled, one cache in a process as everything that EF keeps. Every filter that somebody thinks of has a shape
/// of its own, and a compiled query stays in memory with its whole expression tree: EF's own limit of 10,240 (each query counts 10, its
/// command 10 more) lets a busy host grow by a hundred megabytes.
/// </summary>
internal static class QueryCache
{
    private const int Most = 2_000;

    public static IMemoryCache Entries { get; } = new MemoryCache(new MemoryCacheOptions { SizeLimit = Most });
}
