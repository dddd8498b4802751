using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Core.Access;
using Crm.Core.Filtering;

namespace Crm.Core.Activities;

/// <summary>
/// Days and hours as people say them: "Friday", "tomorrow at 14:00", "in 3 days", "next week", "2027-03-31 9am". A weekday is the next one,
/// never today. The answer is in the form that the typed due date of a task has: "2027-03-12" or "2027-03-12 14:00", in the person's zone; only
/// an hour that a clock change brings twice carries its offset, "2027-10-31T02:30+02:00". Hours and minutes are counted on the clock that never
/// changes, days and weeks on the person's calendar.
/// </summary>
public static partial class DueWords
{
    public static string? Parse(string words, FilterClock now)
    {
        var text = string.Join(' ', words.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (After().Match(text) is { Success: true } after)
        {
            return In(after, now);
        }

        var (dayText, time) = Time(text);
        return Day(dayText, now) is { } day ? Written(day, time) : null;
    }

    /// <summary>What was typed as a task's due date: words, a day (which means its end), or a day and an hour.</summary>
    public static DateTimeOffset? Read(Check check, string field, string? typed, FilterClock now) => string.IsNullOrWhiteSpace(typed) ? null
        : Parse(typed, now) is { } due ? check.Moment(field, due, "The due date", now.Zone)
        : typed.Length > 12 && char.IsAsciiDigit(typed.Trim()[0]) ? check.Moment(field, typed, "The due date", now.Zone)
        : Refused(check, field, typed);

    private static DateTimeOffset? Refused(Check check, string field, string typed)
    {
        check.Fail(field, $"“{(typed.Length > 60 ? typed[..59] + "…" : typed)}” is no day I know. Say Friday, tomorrow at 14:00, in 3 days, next week or 2027-03-31 14:00.");
        return null;
    }

    private static string? In(Match after, FilterClock now)
    {
        var n = after.Groups[1].Value is "a" or "an" or "one" ? 1 : int.Parse(after.Groups[1].Value, CultureInfo.InvariantCulture);
        return after.Groups[2].Value switch
        {
            "minute" => At(now.Now.AddMinutes(n), now.Zone),
            "hour" => At(now.Now.AddHours(n), now.Zone),
            "day" => Written(now.Today.AddDays(n), null),
            "week" => Written(now.Today.AddDays(7 * n), null),
            "month" => Written(now.Today.AddMonths(n), null),
            _ => null,
        };
    }

    private static string At(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return local.ToString(zone.IsAmbiguousTime(local) ? "yyyy-MM-dd'T'HH:mmzzz" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private static (string Day, TimeOnly? Time) Time(string text)
    {
        if (Clock().Match(text) is not { Success: true } clock)
        {
            return (text, null);
        }

        var hour = int.Parse(clock.Groups["h"].Value, CultureInfo.InvariantCulture);
        var minute = clock.Groups["m"].Success ? int.Parse(clock.Groups["m"].Value, CultureInfo.InvariantCulture) : 0;
        hour = clock.Groups["half"].Value switch { "pm" when hour < 12 => hour + 12, "am" when hour == 12 => 0, _ => hour };
        return hour < 24 && minute < 60 ? (text[..clock.Index].Trim(), new TimeOnly(hour, minute)) : (text, null);
    }

    private static DateOnly? Day(string text, FilterClock now)
    {
        var plain = text.StartsWith("on ", StringComparison.Ordinal) ? text[3..] : text.StartsWith("next ", StringComparison.Ordinal) && Weekday(text[5..]) is not null ? text[5..] : text;
        if (Weekday(plain) is { } weekday)
        {
            var days = ((int)weekday - (int)now.Today.DayOfWeek + 7) % 7;
            return now.Today.AddDays(days == 0 ? 7 : days);
        }

        return plain switch
        {
            "" or "today" => now.Today,
            "tomorrow" => now.Today.AddDays(1),
            "the day after tomorrow" or "day after tomorrow" => now.Today.AddDays(2),
            _ when RelativeSpan.Parse(plain) is { } span && span.Resolve(now.Today, now.Culture).From > now.Today => span.Resolve(now.Today, now.Culture).From,
            _ => Written(plain, now.Today),
        };
    }

    private static DayOfWeek? Weekday(string text) => text.Length < 3 ? null
        : Enum.GetValues<DayOfWeek>().Cast<DayOfWeek?>().FirstOrDefault(d => d!.Value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)
            || (text.Length <= 4 && d.Value.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase)));

    /// <summary>"2027-03-31", "31 March", "March 31": without a year the next such day.</summary>
    private static DateOnly? Written(string text, DateOnly today)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact))
        {
            return exact;
        }

        // A leap year stands in, so that 29 February is read at all.
        string[] forms = ["d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy"];
        if (!DateOnly.TryParseExact($"{text} 2000", forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return DateOnly.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var full) ? full : null;
        }

        var year = day.Month < today.Month || (day.Month == today.Month && day.Day < today.Day) ? today.Year + 1 : today.Year;
        return new DateOnly(year, day.Month, Math.Min(day.Day, DateTime.DaysInMonth(year, day.Month)));
    }

    private static string Written(DateOnly day, TimeOnly? time) =>
        day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + (time is { } at ? at.ToString(" HH:mm", CultureInfo.InvariantCulture) : "");

    [GeneratedRegex("^in (a|an|one|[0-9]{1,3}) (minute|hour|day|week|month)s?$")]
    private static partial Regex After();

    [GeneratedRegex(@"(^| )((at )(?<h>[0-9]{1,2})(:(?<m>[0-9]{2}))? ?(?<half>am|pm)?|(?<h>[0-9]{1,2}):(?<m>[0-9]{2}) ?(?<half>am|pm)?|(?<h>[0-9]{1,2}) ?(?<half>am|pm))$")]
    private static partial Regex Clock();
}
