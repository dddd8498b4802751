namespace Crm.Core.Activities;

/// <summary>The days and hours that people say and type about activities, in their own time zone and language.</summary>
internal static class ActivityTime
{
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static LocalClock ClockOf(CurrentUser user, DateTimeOffset now) =>
        new(now, ReaderFormat.ZoneOf(user.TimeZone), Numbers.CultureOf(user.Locale));

    /// <summary>When something is to be done; what is past is refused.</summary>
    public static DayOrMoment? Due(InputReader check, string field, string? typed, LocalClock clock) =>
        Read(check, field, typed, clock, Tense.Ahead, "Say Friday, tomorrow at 14:00, in 3 days, next week or 2027-03-31 14:00.");

    /// <summary>When something happened; today without an hour is now.</summary>
    public static DayOrMoment? Happened(InputReader check, string field, string? typed, LocalClock clock)
    {
        var happened = Read(
            check, field, typed, clock, Tense.Behind,
            "Say yesterday, Monday at 14:00 or 2027-03-31 14:00; what lies ahead is planned as a task, a call or a meeting with a due "
            + "date.");
        return happened is { IsDay: true } day && day.Day == clock.Today ? new DayOrMoment(clock.Today, clock.Now) : happened;
    }

    /// <summary>As a form's field holds it: read again it is the same in every language.</summary>
    public static string Typed(DayOrMoment said) => said.Moment is { } moment
        ? moment.ToUniversalTime().ToString(Moment, CultureInfo.InvariantCulture)
        : said.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The same as a person reads it in a form: "15.12.2027 14:00". What they typed themselves stays as it is.</summary>
    public static string? Written(string? typed, LocalClock clock)
    {
        if (DateTimeOffset.TryParseExact(typed, Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            var local = TimeZoneInfo.ConvertTime(moment, clock.Zone);
            var day = WrittenDay.Of(DateOnly.FromDateTime(local.DateTime), clock.Culture);
            var text = $"{day} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
            var back = TimeReader.ReadWhole(text, clock, Tense.Either) as TimeReading.Found;
            return back?.At.Moment is { } read && (read - moment).Duration() < TimeSpan.FromMinutes(1) ? text : typed;
        }

        return typed is null ? null : WrittenDay.OfIso(typed, clock.Culture);
    }

    /// <summary>What a text says of time at its end, and the text without it.</summary>
    public static (string? Text, string When)? AtEndOf(string text, LocalClock now) => TimeReader.Read(text, now, Tense.Behind) switch
    {
        TimeReading.Found found when Ends(text, found.Words) => (Kept(found.Rest), Typed(found.At)),
        TimeReading.Unclear unclear when Ends(text, unclear.Words) => (Kept(unclear.Rest), unclear.Words),
        _ => null,
    };

    private static bool Ends(string text, string words) =>
        text.TrimEnd('.', '!', ' ').EndsWith(words.TrimEnd('.', '!', ' '), StringComparison.Ordinal);

    private static string? Kept(string rest) => rest.Length > 0 ? rest : null;

    private static DayOrMoment? Read(InputReader check, string field, string? typed, LocalClock clock, Tense tense, string hint)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        switch (TimeReader.ReadWhole(typed, clock, tense))
        {
            case TimeReading.Found found:
                if (found.HasShortYear)
                {
                    check.NoteYear(Short(typed.Trim()), found.At.Day);
                }

                return found.At;
            case TimeReading.Unclear unclear:
                check.Fail(field, $"“{Short(unclear.Words)}”: {unclear.Why} {hint}");
                return null;
            default:
                check.Fail(field, $"“{Short(typed.Trim())}” isn't a day I know. {hint}");
                return null;
        }
    }

    private static string Short(string text) => text.Length > 60 ? text[..59] + "…" : text;
}
