using Crm.Core.Times;
using Ical.Net.CalendarComponents;

namespace Crm.OutlookAddin.Tests.Capture;

/// <summary>
/// A series as its organizer's calendar has it: a rule on the wall clock of a zone, instances that were moved or dropped. Which meetings
/// that makes is computed by Ical.Net from the calendar file, zone and exceptions included.
/// </summary>
internal sealed class RandomSeries
{
    private static readonly string[] Zones =
        ["Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "America/Sao_Paulo", "Etc/UTC"];

    private readonly HashSet<DateTime> dropped = [];
    private readonly Dictionary<DateTime, DateTime> moved = [];
    private readonly string zone;
    private readonly bool isAllDay;
    private readonly string rule;
    private readonly int minutes;
    private DateTime start;
    private string end;
    private int version;
    private int splits;
    private bool isCancelled;

    private RandomSeries(string uid, string zone, bool isAllDay, DateTime start, string rule, string end, int minutes)
    {
        (Uid, this.zone, this.isAllDay, this.start, this.rule, this.end, this.minutes) = (uid, zone, isAllDay, start, rule, end, minutes);
    }

    public string Uid { get; }

    public string Subject => $"Series {Uid}";

    /// <param name="uid">The series' own.</param>
    /// <param name="dice">What it is made of.</param>
    /// <param name="today">It begins within two months around this day.</param>
    public static RandomSeries Next(string uid, Random dice, DateTime today)
    {
        var isAllDay = dice.Next(6) == 0;
        var start = today.AddDays(dice.Next(-55, 40)) + (isAllDay ? TimeSpan.Zero : TimeSpan.FromMinutes((5 * 60) + (15 * dice.Next(64))));
        var zone = Zones[dice.Next(Zones.Length)];
        var end = dice.Next(3) switch
        {
            0 => $";COUNT={dice.Next(2, 30)}",
            1 => Until(start.AddDays(dice.Next(10, 150)), zone, isAllDay),
            _ => "",
        };
        return new RandomSeries(uid, zone, isAllDay, start, Rule(dice, start), end, 15 * dice.Next(1, 9));
    }

    /// <summary>The instances in a window: moments, or for whole days the moment that stands for the day.</summary>
    public IReadOnlyList<DateTimeOffset> Expected(DateTimeOffset from, DateTimeOffset until) => isCancelled
        ? []
        : [.. Instances(ToFile()).TakeWhile(at => at < until.AddDays(70)).Where(at => at >= from && at < until).Order()];

    /// <summary>Somebody changes one or several instances that are still to come.</summary>
    /// <returns>A second series, where this one was split.</returns>
    public RandomSeries? Change(Random dice, DateTimeOffset now)
    {
        var coming = ByRule().Where(at => at > now.UtcDateTime.AddDays(2)).Take(40).Where(at => !dropped.Contains(at)).ToList();
        if (coming.Count == 0 || isCancelled)
        {
            return null;
        }

        var one = coming[dice.Next(coming.Count)];
        switch (dice.Next(7))
        {
            case 0 or 1:
                Drop(one);
                return null;
            case 2 or 3:
                var minutesLater = (15 * dice.Next(-8, 9)) + (1440 * dice.Next(2));
                Move(one, isAllDay ? one.AddDays(dice.Next(1, 3)) : one.AddMinutes(minutesLater), coming);
                return null;
            case 4 when start > now.UtcDateTime.AddDays(3) && !isAllDay:
                start = start.AddMinutes(30);
                moved.Clear();
                dropped.Clear();
                return null;
            case 5 when one > start && !end.Contains("COUNT", StringComparison.Ordinal):
                return Split(one);
            case 6 when dice.Next(4) == 0 && start > now.UtcDateTime.AddDays(3):
                isCancelled = true;
                return null;
            default:
                return null;
        }
    }

    /// <summary>An instance that is still to come goes.</summary>
    /// <returns>False when there is none.</returns>
    public bool DropOne(Random dice, DateTimeOffset now)
    {
        var coming = ByRule().Where(at => at > now.UtcDateTime.AddDays(2)).Take(40)
            .Where(at => !dropped.Contains(at) && !moved.ContainsKey(at)).ToList();
        if (coming.Count == 0 || isCancelled)
        {
            return false;
        }

        Drop(coming[dice.Next(coming.Count)]);
        return true;
    }

    /// <summary>The whole calendar file anew, as an organizer sends it with each change.</summary>
    public string ToNextFile()
    {
        version++;
        return ToFile();
    }

    /// <summary>Outlook lets no instance be moved to a day that has another one of the series.</summary>
    private void Move(DateTime one, DateTime to, List<DateTime> coming)
    {
        if (!coming.Where(other => other != one).Select(other => moved.GetValueOrDefault(other, other)).Any(at => at.Date == to.Date)
            && !coming.Any(other => other != one && other.Date == to.Date))
        {
            moved[one] = to;
        }
    }

    private void Drop(DateTime one)
    {
        moved.Remove(one);
        dropped.Add(one);
    }

    /// <summary>"This and all following": the old series ends the day before, and a new one goes on an hour later in the day.</summary>
    private RandomSeries Split(DateTime at)
    {
        var rest = new RandomSeries($"{Uid}.{++splits}", zone, isAllDay, isAllDay ? at : at.AddHours(1), rule, end, minutes);
        end = Until(at.AddDays(-1), zone, isAllDay);
        foreach (var gone in moved.Keys.Concat(dropped).Where(other => other >= at).ToList())
        {
            moved.Remove(gone);
            dropped.Remove(gone);
        }

        return rest;
    }

    private static string Rule(Random dice, DateTime start)
    {
        var day = Day(start.DayOfWeek);
        return dice.Next(6) switch
        {
            0 => $"FREQ=DAILY;INTERVAL={dice.Next(1, 5)}",
            1 or 2 => $"FREQ=WEEKLY;INTERVAL={dice.Next(1, 3)};BYDAY={day}",
            3 => $"FREQ=WEEKLY;BYDAY={day},{Day(start.AddDays(2).DayOfWeek)}",
            4 => $"FREQ=MONTHLY;BYMONTHDAY={start.Day}",
            _ => start.AddDays(7).Month == start.Month
                ? $"FREQ=MONTHLY;BYDAY={((start.Day - 1) / 7) + 1}{day}" : $"FREQ=MONTHLY;BYDAY=-1{day}",
        };
    }

    /// <summary>A rule's last day; of what has an hour its last moment in UTC, as RFC 5545 wants it.</summary>
    private static string Until(DateTime day, string zone, bool isAllDay) => ";UNTIL=" + (isAllDay
        ? day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
        : TimeZoneInfo.ConvertTimeToUtc(day.Date.AddDays(1).AddSeconds(-1), TimeZoneInfo.FindSystemTimeZoneById(zone))
            .ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    private static string Day(DayOfWeek day) => day.ToString()[..2].ToUpperInvariant();

    private IEnumerable<DateTime> ByRule()
    {
        var bare = new RandomSeries(Uid, "Etc/UTC", isAllDay, start, rule, end, minutes);
        return Load(bare.ToFile()).GetOccurrences<CalendarEvent>().Select(one => one.Period.StartTime.Value).Take(400);
    }

    private IEnumerable<DateTimeOffset> Instances(string file) => Load(file).GetOccurrences<CalendarEvent>()
        .Select(one => one.Period.StartTime)
        .Select(at => isAllDay ? DayOrMoment.PlaceOf(DateOnly.FromDateTime(at.Value)) : new DateTimeOffset(at.AsUtc, TimeSpan.Zero));

    private static Ical.Net.Calendar Load(string file) => Ical.Net.Calendar.Load(file)!;

    private string ToFile()
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//series//EN\r\n")
            .Append(isCancelled ? "METHOD:CANCEL\r\n" : "METHOD:REQUEST\r\n");
        Event(text, start, $"RRULE:{rule}{end}\r\n" + string.Concat(dropped.Order().Select(at => $"EXDATE{Stamp(at)}\r\n")));
        foreach (var (original, at) in moved)
        {
            Event(text, at, $"RECURRENCE-ID{Stamp(original)}\r\n");
        }

        return text.Append("END:VCALENDAR\r\n").ToString();
    }

    private void Event(StringBuilder text, DateTime at, string more)
    {
        var last = Stamp(isAllDay ? at.AddDays(1) : at.AddMinutes(minutes));
        text.Append(
            CultureInfo.InvariantCulture,
            $"BEGIN:VEVENT\r\nUID:{Uid}@series.example\r\nSEQUENCE:{version}\r\nSUMMARY:{Subject}\r\nDTSTART{Stamp(at)}\r\n")
            .Append(CultureInfo.InvariantCulture, $"DTEND{last}\r\n{more}ORGANIZER:mailto:clara.nilsson@litware.example\r\n")
            .Append("ATTENDEE;PARTSTAT=ACCEPTED:mailto:alexw@contoso.example\r\n")
            .Append(isCancelled ? "STATUS:CANCELLED\r\n" : "").Append("END:VEVENT\r\n");
    }

    private string Stamp(DateTime at) => isAllDay
        ? at.ToString("';VALUE=DATE:'yyyyMMdd", CultureInfo.InvariantCulture)
        : $";TZID={zone}:" + at.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
}
