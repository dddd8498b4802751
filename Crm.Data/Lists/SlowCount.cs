using System.Collections.Concurrent;

namespace Crm.Data.Lists;

/// <summary>
/// For whom a kind of count ran out of time a moment ago. Whoever pages or narrows asks the same kind again with every press; it would only
/// run out of time again, at the cost of everybody else.
/// </summary>
internal sealed class SlowCount
{
    /// <summary>How long a count is not tried again for the same person.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private const int Most = 1_000;

    private readonly ConcurrentDictionary<Guid, long> until = new();

    /// <param name="who">The reader: what is slow for a manager may be quick for a rep.</param>
    /// <param name="clock">Its timestamps.</param>
    public bool IsResting(Guid who, TimeProvider clock) => until.TryGetValue(who, out var end) && clock.GetTimestamp() < end;

    public void RanOutOfTime(Guid who, TimeProvider clock)
    {
        if (until.Count >= Most)
        {
            until.Clear(); // rarer and simpler than to know which of them is old
        }

        until[who] = clock.GetTimestamp() + (long)(Rest.TotalSeconds * clock.TimestampFrequency);
    }
}
