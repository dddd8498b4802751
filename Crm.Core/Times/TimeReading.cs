namespace Crm.Core.Times;

/// <summary>Where a sentence looks: what is to be done lies ahead, what happened lies behind; a filter's day may be either.</summary>
public enum Tense
{
    Ahead,
    Behind,
    Either,
}

/// <summary>What a sentence says of time.</summary>
public abstract record TimeReading
{
    private TimeReading()
    {
    }

    /// <summary>The sentence without what was read as time.</summary>
    public abstract string Rest { get; init; }

    /// <param name="Rest">All of it; nothing in it looks like time.</param>
    public sealed record Nothing(string Rest) : TimeReading;

    /// <param name="Words">The part that was read as time.</param>
    /// <param name="Rest">The sentence without it.</param>
    public sealed record Found(DayOrMoment At, string Words, string Rest) : TimeReading
    {
        /// <summary>The century was not said.</summary>
        public bool HasShortYear { get; init; }
    }

    /// <summary>It looks like time and means no one moment: the person has to be asked.</summary>
    /// <param name="Words">The part that looks like time.</param>
    /// <param name="Why">A sentence for the person, with what could be said instead.</param>
    public sealed record Unclear(string Words, string Rest, string Why) : TimeReading;
}
