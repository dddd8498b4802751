namespace Crm.Core.Times;

/// <summary>Now, the time zone and the calendar of the person who speaks or reads: words like "tomorrow" mean theirs.</summary>
public record LocalClock(DateTimeOffset Now, TimeZoneInfo Zone, CultureInfo Culture)
{
    public DateTime LocalNow => TimeZoneInfo.ConvertTime(Now, Zone).DateTime;

    public DateOnly Today => DateOnly.FromDateTime(LocalNow);

    /// <summary>
    /// When a day begins in the reader's zone. A midnight that a clock change skips begins at the first moment after it; one that happens
    /// twice begins at the first of the two.
    /// </summary>
    public DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>
    /// Whether the moment at which a day begins also divides the days without an hour from those before it (docs/decisions/0020).
    /// </summary>
    public bool DividesPlaces(DateOnly day) =>
        StartOf(day) is var start && DayOrMoment.PlaceOf(day.AddDays(-1)) < start && start <= DayOrMoment.PlaceOf(day);

    /// <summary>
    /// An hour of a day. One that a clock change skips is the first moment after the gap; one that happens twice is the first of the two.
    /// </summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        if (Zone.IsInvalidTime(local))
        {
            local = local.AddTicks(-(local.Ticks % (15 * TimeSpan.TicksPerMinute)));
            while (Zone.IsInvalidTime(local.AddMinutes(-15)))
            {
                local = local.AddMinutes(-15);
            }

            while (Zone.IsInvalidTime(local))
            {
                local = local.AddMinutes(15);
            }
        }

        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>"Fri 4 Dec", with the year where it is another one.</summary>
    public string Say(DateOnly day) => day.ToString(day.Year == Today.Year ? "ddd d MMM" : "ddd d MMM yyyy", Culture);

    /// <summary>"Fri 4 Dec, 15:00".</summary>
    public string Say(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, Zone);
        return $"{Say(DateOnly.FromDateTime(local.DateTime))}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }
}
