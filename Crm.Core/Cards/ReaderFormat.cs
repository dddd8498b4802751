namespace Crm.Core.Cards;

/// <summary>Dates, times and money as the reader's locale and time zone show them.</summary>
public sealed class ReaderFormat(CurrentUser reader)
{
    private readonly CultureInfo culture = Numbers.CultureOf(reader.Locale);
    private readonly TimeZoneInfo zone = ZoneOf(reader.TimeZone);

    public string Money(decimal? value, string currency) => value is { } amount
        ? $"{amount.ToString(decimal.Truncate(amount) == amount ? "N0" : "N2", culture)} {currency}"
        : "no value";

    public string Date(DateOnly? day) => day?.ToString("d MMM yyyy", culture) ?? "";

    public string Month(DateOnly day) => day.ToString("MMMM yyyy", culture);

    public string Day(DateOnly day) => day.ToString("d MMM", culture);

    /// <summary>A day without an hour is that date wherever it is read.</summary>
    public string DayOrMoment(DateOnly? day, DateTimeOffset moment) => day is { } whole ? Date(whole) : Moment(moment);

    /// <summary>With its weekday, as one checks what was understood: "Fri 4 Dec, 15:00", the year where it is another one.</summary>
    public string InFull(DateOnly? day, DateTimeOffset moment, DateTimeOffset now)
    {
        var clock = new LocalClock(now, zone, culture);
        return day is { } whole ? clock.Say(whole) : clock.Say(moment);
    }

    public string Moment(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone).ToString("d MMM yyyy HH:mm", culture);

    /// <summary>"just now", "5 minutes ago", "yesterday", "3 days ago"; what is older by its date.</summary>
    public string Ago(DateTimeOffset moment, DateTimeOffset now) => (now - moment) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalMinutes: < 2 } => "a minute ago",
        { TotalHours: < 1 } past => $"{(int)past.TotalMinutes} minutes ago",
        { TotalHours: < 2 } => "an hour ago",
        { TotalHours: < 12 } past => $"{(int)past.TotalHours} hours ago",
        _ => (DayOf(now).DayNumber - DayOf(moment).DayNumber) switch
        {
            0 => "today",
            1 => "yesterday",
            var days and < 7 => $"{days} days ago",
            _ => Date(DayOf(moment)),
        },
    };

    public string Number(decimal n) => n.ToString("#,0.############", culture);

    /// <summary>With four decimals at least: three behind a mark could be read as thousands.</summary>
    public string Rate(decimal rate) => rate.ToString("0.0000########", culture);

    public string Count(long n) => n.ToString("N0", culture);

    public string Percent(decimal share) => share.ToString("P0", culture);

    /// <summary>The day on which that is, where the reader is.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    public static TimeZoneInfo ZoneOf(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
