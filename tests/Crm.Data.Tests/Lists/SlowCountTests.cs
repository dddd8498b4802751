using Crm.Data.Lists;

namespace Crm.Data.Tests.Lists;

/// <summary>A count that ran out of time rests for a minute, for the person who asked it and for nobody else.</summary>
public sealed class SlowCountTests
{
    private static readonly Guid Ann = Guid.CreateVersion7();
    private static readonly Guid Bob = Guid.CreateVersion7();

    [Fact]
    public void It_rests_for_a_minute_for_its_reader_alone()
    {
        var (slow, clock) = (new SlowCount(), new Stopwatch());
        Assert.False(slow.IsResting(Ann, clock));

        slow.RanOutOfTime(Ann, clock);

        clock.Seconds = 59;
        Assert.True(slow.IsResting(Ann, clock));
        Assert.False(slow.IsResting(Bob, clock));
        clock.Seconds = 61;
        Assert.False(slow.IsResting(Ann, clock));
    }

    [Fact]
    public void It_remembers_no_more_than_a_thousand_people()
    {
        var (slow, clock) = (new SlowCount(), new Stopwatch());
        slow.RanOutOfTime(Ann, clock);
        for (var i = 0; i < 1_000; i++)
        {
            slow.RanOutOfTime(Guid.CreateVersion7(), clock);
        }

        Assert.False(slow.IsResting(Ann, clock));
    }

    private sealed class Stopwatch : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => Seconds * 1_000L;
    }
}
