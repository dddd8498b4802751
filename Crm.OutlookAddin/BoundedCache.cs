using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;

namespace Crm.OutlookAddin;

/// <summary>What a host remembers of people for a while: never of more than so many, and of nobody who has gone for longer.</summary>
/// <param name="kept">How long; what is set again begins anew.</param>
/// <param name="clock">By which that is measured.</param>
/// <param name="most">Beyond them some are forgotten early: whatever is remembered here can be found out again.</param>
internal sealed class BoundedCache<TKey, TValue>(TimeSpan kept, TimeProvider clock, int most = BoundedCache.Most) : IDisposable
    where TKey : notnull
{
    private readonly MemoryCache entries = new(new MemoryCacheOptions { SizeLimit = most, Clock = new Clock(clock) });

    public int Count => entries.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => entries.TryGetValue(key, out value);

    public void Set(TKey key, TValue value) =>
        entries.Set(key, value, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = kept });

    /// <returns>Whether it was there.</returns>
    public bool Remove(TKey key)
    {
        var isThere = entries.TryGetValue(key, out _);
        entries.Remove(key);
        return isThere;
    }

    public void Dispose() => entries.Dispose();

    private sealed class Clock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}

internal static class BoundedCache
{
    public const int Most = 20_000;
}
