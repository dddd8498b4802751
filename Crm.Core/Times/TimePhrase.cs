namespace Crm.Core.Times;

internal enum TimeUnit
{
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
}

internal enum Edge
{
    Start,
    Middle,
    End,
}

internal enum Step
{
    Last = -1,
    This = 0,
    Next = 1,

    /// <summary>"coming Friday": the first to come, whatever week it is in.</summary>
    Coming = 2,
}

/// <summary>A day as it was said; which day that is depends on today.</summary>
internal abstract record SaidDay
{
    private SaidDay()
    {
    }

    public sealed record FromToday(int Days) : SaidDay;

    /// <param name="Weeks">"Monday in two weeks": how many weeks after the next such day.</param>
    public sealed record OnWeekday(DayOfWeek Day, Step? Step, int Weeks = 0) : SaidDay;

    /// <summary>"Friday next week".</summary>
    public sealed record OfWeek(DayOfWeek Day, Step Week) : SaidDay;

    /// <param name="IsShortYear">The year is two digits, whose century depends on today.</param>
    public sealed record OnDate(int? Year, int Month, int Day, DayOfWeek? Weekday = null, bool IsShortYear = false) : SaidDay;

    public sealed record OnDayOfMonth(int Day, DayOfWeek? Weekday = null) : SaidDay;

    public sealed record InMonth(int? Year, int Month, Edge Edge) : SaidDay;

    public sealed record OfUnit(TimeUnit Unit, Step Step) : SaidDay;

    public sealed record AtEdge(Edge Edge, TimeUnit Unit, Step Step) : SaidDay;

    public sealed record Weekend(Step Step) : SaidDay;

    /// <summary>"in 3 weeks", "two days ago".</summary>
    public sealed record Counted(decimal Amount, TimeUnit Unit) : SaidDay;
}

internal enum ClockKind
{
    /// <summary>"at 5": the morning's or the afternoon's.</summary>
    Bare,

    /// <summary>"um 5 Uhr": written for the morning, said of the afternoon too.</summary>
    Spoken,

    /// <summary>"17:00", "5 pm".</summary>
    Exact,
}

internal readonly record struct SaidHour(int Hour, int Minute, ClockKind Kind);

/// <summary>One expression of time in a sentence, as it was said.</summary>
internal sealed class TimePhrase(int start)
{
    public int Start { get; set; } = start;

    /// <summary>The token behind it.</summary>
    public int End { get; set; } = start;

    public SaidDay? Day { get; set; }

    public SaidHour? Hour { get; set; }

    /// <summary>"at 5", where that may be a number of something else.</summary>
    public bool HasBareNumber { get; set; }

    /// <summary>The hour that "in the evening" stands for.</summary>
    public int? Part { get; set; }

    public TimeSpan? Wait { get; set; }

    public DateTimeOffset? Exact { get; set; }

    /// <summary>A word like "on" or "by" stands before it.</summary>
    public bool IsMarked { get; set; }

    /// <summary>Words that mean something else as often: they count where a marker, an hour or the place in the sentence says so.</summary>
    public bool IsWeak { get; set; }

    /// <summary>It looks like time and means no one moment.</summary>
    public string? Why { get; set; }

    /// <summary>Counts only at the beginning or the end of a sentence: "later", "daily".</summary>
    public bool IsVague { get; set; }

    public bool HasClock => Hour is not null || Part is not null;

    public bool IsEmpty => Day is null && !HasClock && Wait is null && Exact is null && Why is null;

    /// <summary>One says the day, the other the hour.</summary>
    public bool Completes(TimePhrase other) => Why is null && other.Why is null && Wait is null && other.Wait is null && Exact is null
        && other.Exact is null
        && ((Day is null && other.Day is not null && !other.HasClock && HasClock)
            || (Day is not null && !HasClock && other.Day is null && other.HasClock));

    public void Take(TimePhrase other)
    {
        Day ??= other.Day;
        Hour ??= other.Hour;
        Part ??= other.Part;
    }
}
