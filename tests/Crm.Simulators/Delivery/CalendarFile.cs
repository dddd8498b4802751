using Ical.Net;
using Ical.Net.CalendarComponents;

namespace Crm.Simulators.Delivery;

/// <summary>
/// Reads a calendar file into meetings. Files of other programs break the rules in many ways; what can be understood is kept.
/// </summary>
public static partial class CalendarFile
{
    /// <param name="text">The file.</param>
    /// <param name="home">Zone of floating times: the mailbox's own.</param>
    /// <param name="near">When given, old meetings are moved by whole weeks to lie near this time.</param>
    /// <exception cref="CalendarRefusedException">With a reason a person can read.</exception>
    public static IReadOnlyList<Meeting> Read(string text, TimeZoneInfo home, DateTimeOffset? near = null)
    {
        if (!text.Contains("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase))
        {
            throw new CalendarRefusedException("not a calendar file: BEGIN:VCALENDAR is missing");
        }

        if (!text.Contains("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase))
        {
            throw new CalendarRefusedException("the calendar file holds no VEVENT");
        }

        var repaired = CalendarRepair.Repair(text);
        var meetings = Parse(repaired, home);
        if (near is not { } now)
        {
            return meetings;
        }

        var days = meetings.ToDictionary(meeting => meeting.Uid, meeting => DaysToNear(meeting, now), StringComparer.Ordinal);
        var shifted = Parse(CalendarRepair.Shift(repaired, days, new HashSet<string>()), home);
        var stillFar = shifted
            .Where(meeting => MeetingTimes.InstancesIn(meeting, now.UtcDateTime.AddDays(-20), now.UtcDateTime.AddDays(60)).Count == 0)
            .Select(meeting => meeting.Uid)
            .ToHashSet(StringComparer.Ordinal);
        var moved = stillFar.Count == 0 ? shifted : Parse(CalendarRepair.Shift(repaired, days, stillFar), home);

        // Exchange keeps such a series and shows none of it: nobody reading the calendar will ever meet it.
        return moved.Exists(
            meeting => MeetingTimes.InstancesIn(meeting, now.UtcDateTime.AddDays(-29), now.UtcDateTime.AddDays(89)).Count > 0)
            ? moved
            : throw new CalendarRefusedException("no instance of it ever takes place: its own exceptions leave none");
    }

    private static List<Meeting> Parse(string text, TimeZoneInfo home)
    {
        var components = Load(text, out var broken) ?? [.. CalendarRepair.Events(text).SelectMany(one => Load(one, out _) ?? [])];
        if (components.Count == 0)
        {
            throw new CalendarRefusedException($"the calendar file cannot be read: {broken}");
        }

        var method = Method().Match(text) is { Success: true } found ? found.Groups[1].Value.Trim().ToUpperInvariant() : "PUBLISH";
        var meetings = new List<Meeting>();
        foreach (var group in components.Where(one => one.Start is not null).GroupBy(one => one.Uid ?? ""))
        {
            var mains = group.Where(one => one.RecurrenceIdentifier is null).ToList();
            var exceptions = group.Where(one => one.RecurrenceIdentifier is not null).ToList();
            if (mains.Count == 0)
            {
                meetings.AddRange(exceptions.Select(one => Single(one, method, text, home)));
                continue;
            }

            // The same UID twice is a newer version of the same meeting: the highest sequence wins, then the last.
            var main = mains.OrderBy(one => one.Sequence).Last();
            meetings.Add(new Meeting(main.Uid!, method, main, exceptions, ZoneOf(main, text, home)));
        }

        return meetings.Count > 0 ? meetings : throw new CalendarRefusedException("no VEVENT in the file has a start");
    }

    /// <summary>Null when the parser gives up; the caller then tries the events one by one and keeps the good ones.</summary>
    private static List<CalendarEvent>? Load(string text, out string? broken)
    {
        broken = null;
        try
        {
            return [.. (CalendarCollection.Load(text) ?? []).SelectMany(calendar => calendar.Events)];
        }
        catch (Exception refused) when (refused is not OutOfMemoryException)
        {
            broken = refused.Message;
            return null;
        }
    }

    private static Meeting Single(CalendarEvent one, string method, string text, TimeZoneInfo home) =>
        new(one.Uid!, method, one, [], ZoneOf(one, text, home));

    private static TimeZoneInfo ZoneOf(CalendarEvent main, string text, TimeZoneInfo home) => main.Start switch
    {
        { IsUtc: true } => TimeZoneInfo.Utc,
        { TzId: { } name } => Zones.Find(name) ?? Declared(name, text) ?? home,
        _ => home,
    };

    /// <summary>A zone only this file knows: its own standard offset stands for it.</summary>
    private static TimeZoneInfo? Declared(string name, string text)
    {
        var at = text.IndexOf($"TZID:{name}", StringComparison.OrdinalIgnoreCase);
        var end = at < 0 ? -1 : text.IndexOf("END:VTIMEZONE", at, StringComparison.OrdinalIgnoreCase);
        if (end < 0 || Offset().Match(text[at..end]) is not { Success: true } offset)
        {
            return null;
        }

        var span = new TimeSpan(int.Parse(offset.Groups["h"].Value, CultureInfo.InvariantCulture),
            int.Parse(offset.Groups["m"].Value, CultureInfo.InvariantCulture), 0);
        return TimeZoneInfo.CreateCustomTimeZone(name, offset.Groups["sign"].Value == "-" ? -span : span, name, name);
    }

    private static int DaysToNear(Meeting meeting, DateTimeOffset now)
    {
        var weeks = (int)Math.Round((now.UtcDateTime - meeting.StartUtc).TotalDays / 7, MidpointRounding.AwayFromZero);
        return weeks is >= -1 and <= 1 ? 0 : weeks * 7;
    }

    [GeneratedRegex(@"^METHOD:([^\r\n]+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Method();

    [GeneratedRegex(@"TZOFFSETTO:(?<sign>[+-])(?<h>\d\d)(?<m>\d\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Offset();
}

public sealed class CalendarRefusedException(string reason) : Exception(reason);
