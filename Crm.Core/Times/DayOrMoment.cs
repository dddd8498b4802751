namespace Crm.Core.Times;

/// <summary>A calendar day without an hour, or a moment.</summary>
/// <param name="Day">Of a moment its day where the person was who said it.</param>
public readonly record struct DayOrMoment(DateOnly Day, DateTimeOffset? Moment = null)
{
    /// <summary>When a day without an hour is spoken of: a reminder of a task that is due on a day comes in the reader's morning.</summary>
    public static readonly TimeOnly Morning = new(9, 0);

    /// <summary>
    /// The hour, in UTC, at which a day without an hour stands among moments. Then it is that same date from UTC−10 (Honolulu) to UTC+13
    /// (Auckland in summer), so that a span of the reader's days holds it by comparing moments alone, by the indexes that moments have.
    /// docs/decisions/0020.
    /// </summary>
    private static readonly TimeOnly AmongMoments = new(10, 0);

    public bool IsDay => Moment is null;

    public DateOnly? OnlyDay => IsDay ? Day : null;

    /// <summary>Where it stands among moments.</summary>
    public DateTimeOffset Place => Moment ?? PlaceOf(Day);

    public static DateTimeOffset PlaceOf(DateOnly day) => new(day.ToDateTime(AmongMoments), TimeSpan.Zero);
}
