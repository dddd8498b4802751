using System.Reflection;

namespace Crm.OutlookAddin.Tests.Api;

/// <summary>What a host remembers does not grow with everybody who ever came.</summary>
public sealed class BoundedCacheTests
{
    private readonly TestClock clock = new();

    [Fact]
    public async Task It_never_holds_more_than_its_limit_and_makes_room_again()
    {
        using var cache = new BoundedCache<int, string>(TimeSpan.FromHours(1), clock, most: 100);

        for (var n = 0; n < 10_000; n++)
        {
            cache.Set(n, "known");
            Assert.InRange(cache.Count, 0, 100);
        }

        // Room is made beside those who ask.
        for (var turn = 0; turn < 500 && !IsKept(-1); turn++)
        {
            await Task.Delay(10);
        }

        Assert.True(cache.TryGet(-1, out _));

        bool IsKept(int key)
        {
            cache.Set(key, "new");
            return cache.TryGet(key, out _);
        }
    }

    [Fact]
    public void What_is_remembered_is_forgotten_by_the_clock()
    {
        using var cache = new BoundedCache<string, int>(TimeSpan.FromMinutes(15), clock);
        cache.Set("Ann", 1);

        clock.Pass(TimeSpan.FromMinutes(14));
        Assert.True(cache.TryGet("Ann", out var kept) && kept == 1);
        clock.Pass(TimeSpan.FromMinutes(2));
        Assert.False(cache.TryGet("Ann", out _));
        Assert.False(cache.Remove("Ann"));
    }

    /// <summary>A tenant's own key is no danger: an operator lets each of them in by name.</summary>
    [Fact]
    public void Nothing_in_the_host_is_kept_by_person_or_address_without_a_limit()
    {
        var unbounded = typeof(BoundedCache).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
                .Where(f => f.FieldType.IsGenericType && f.FieldType.GetGenericTypeDefinition() == typeof(ConcurrentDictionary<,>)
                    && f.FieldType.GetGenericArguments()[0] != typeof(Guid))
                .Select(f => $"{t.Name}.{f.Name}"));

        // The two others: one forgets all beyond its limit, and a gate is somebody's who waits before it or was served by this host.
        Assert.Equal(["GraphGroups.known", "MailboxGates.gates"], unbounded.Order());
    }
}
