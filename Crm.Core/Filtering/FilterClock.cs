using System.Globalization;

namespace Crm.Core.Filtering;

/// <summary>Today and the calendar of the person who asks; relative dates mean theirs.</summary>
public sealed record FilterClock(DateTimeOffset Now, TimeZoneInfo Zone, CultureInfo Culture)
{
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime);

    /// <summary>
    /// When a day begins in the reader's zone. A midnight that a clock change skips begins at the first moment after it; one that happens
    /// twice begins at the first of the two.
    /// </summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        var offset = Zone.IsAmbiguousTime(midnight) ? Zone.GetAmbiguousTimeOffsets(midnight).Max() : Zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
