using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Crm.Simulators.Delivery;

/// <summary>
/// Expands a series. The rule is evaluated on the wall clock of the meeting's own zone and each instance turned into UTC after,
/// so that a weekly ten o'clock stays ten o'clock when summer time begins.
/// </summary>
public static class MeetingTimes
{
    private const int MostInstances = 1000;

    public static DateTime Utc(CalDateTime? time, TimeZoneInfo zone) => time switch
    {
        null => DateTime.MinValue,
        { HasTime: false } => DateTime.SpecifyKind(time.Value, DateTimeKind.Utc),
        { IsUtc: true } => DateTime.SpecifyKind(time.Value, DateTimeKind.Utc),
        _ => Zones.ToUtc(time.Value, Zones.Find(time.TzId) ?? zone),
    };

    public static TimeSpan Length(CalendarEvent component, TimeZoneInfo zone)
    {
        var length = component switch
        {
            { End: { } end, Start: { } } => Utc(end, zone) - Utc(component.Start, zone),
            { Duration: { } duration } => duration.ToTimeSpanUnspecified(),
            _ => component.Start is { HasTime: false } ? TimeSpan.FromDays(1) : TimeSpan.Zero,
        };
        return length < TimeSpan.Zero ? TimeSpan.Zero : length;
    }

    public static IReadOnlyList<Instance> InstancesIn(Meeting meeting, DateTime fromUtc, DateTime untilUtc)
    {
        if (!meeting.IsSeries)
        {
            var end = meeting.StartUtc + meeting.Length;
            var single = new Instance(InstanceKind.Single, meeting.StartUtc, meeting.StartUtc, end, meeting.Main);
            return Overlaps(single, fromUtc, untilUtc) ? [single] : [];
        }

        var exceptions = meeting.Exceptions
            .Select(one => new Instance(
                InstanceKind.Exception, Utc(one.RecurrenceIdentifier?.StartTime, meeting.Zone), Utc(one.Start, meeting.Zone),
                Utc(one.Start, meeting.Zone) + Length(one, meeting.Zone), one))
            .ToList();
        var replaced = exceptions.Select(one => one.OriginalStartUtc).ToHashSet();
        return
        [
            .. Starts(meeting, untilUtc)
                .Where(start => !replaced.Contains(start))
                .Select(start => new Instance(InstanceKind.Occurrence, start, start, start + meeting.Length, meeting.Main))
                .Concat(exceptions.Where(one => !string.Equals(one.Component.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase)))
                .Where(one => Overlaps(one, fromUtc, untilUtc))
                .OrderBy(one => one.StartUtc),
        ];
    }

    private static IEnumerable<DateTime> Starts(Meeting meeting, DateTime untilUtc)
    {
        var start = meeting.Main.Start!;
        var dropped = meeting.Main.ExceptionDates.GetAllDates().Select(date => Utc(date, meeting.Zone)).ToHashSet();
        var droppedDays = meeting.Main.ExceptionDates.GetAllDates().Where(date => !date.HasTime).Select(date => date.Value.Date)
            .ToHashSet();
        var wall = new List<DateTime>();
        if (meeting.Main.RecurrenceRule is { } rule)
        {
            var floating =
                new CalendarEvent { Start = new CalDateTime(DateTime.SpecifyKind(start.Value, DateTimeKind.Unspecified), start.HasTime) };
            floating.RecurrenceRule = Floating(rule, meeting);
            var last = untilUtc.AddDays(2);
            wall.AddRange(floating.GetOccurrences(null, null).Select(one => one.Period.StartTime.Value).TakeWhile(time => time < last)
                .Take(MostInstances * 20));
        }

        wall.AddRange(meeting.Main.RecurrenceDates.GetAllDates()
            .Select(date => date.IsUtc ? TimeZoneInfo.ConvertTimeFromUtc(date.AsUtc, meeting.Zone) : date.Value));
        return wall.Where(time => !droppedDays.Contains(time.Date))
            .Select(time => meeting.IsAllDay ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : start.IsUtc
                ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : Zones.ToUtc(time, meeting.Zone))
            .Prepend(meeting.StartUtc)
            .Distinct()
            .Where(time => !dropped.Contains(time))
            .TakeLast(MostInstances);
    }

    private static RecurrencePattern Floating(RecurrenceRule rule, Meeting meeting)
    {
        var copy = new RecurrencePattern(rule.ToString()!);
        if (rule.Until is { } until)
        {
            var wall = until is { IsUtc: true, HasTime: true } && !meeting.Main.Start!.IsUtc
                ? TimeZoneInfo.ConvertTimeFromUtc(until.AsUtc, meeting.Zone)
                : until.Value;
            copy.Until = new CalDateTime(
                DateTime.SpecifyKind(until.HasTime ? wall : wall.Date.AddDays(1).AddSeconds(-1), DateTimeKind.Unspecified), true);
        }

        return copy;
    }

    private static bool Overlaps(Instance one, DateTime fromUtc, DateTime untilUtc) =>
        one.StartUtc < untilUtc && (one.EndUtc > fromUtc || one.StartUtc >= fromUtc);
}
