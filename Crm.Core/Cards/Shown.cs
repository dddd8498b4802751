using System.Globalization;
using Crm.Core.Access;

namespace Crm.Core.Cards;

/// <summary>Dates, times and money as the reader's locale and time zone show them.</summary>
public sealed class Shown(CurrentUser reader)
{
    private readonly CultureInfo culture = Numbers.CultureOf(reader.Locale);
    private readonly TimeZoneInfo zone = ZoneOf(reader.TimeZone);

    public string Money(decimal? value, string currency) => value is { } amount
        ? $"{amount.ToString(decimal.Truncate(amount) == amount ? "N0" : "N2", culture)} {currency}"
        : "no value";

    public string Date(DateOnly? day) => day?.ToString("d MMM yyyy", culture) ?? "";

    public string Day(DateOnly day) => day.ToString("d MMM", culture);

    public string Moment(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone).ToString("d MMM yyyy HH:mm", culture);

    public string Count(long n) => n.ToString("N0", culture);

    public string Percent(decimal share) => share.ToString("P0", culture);

    public static TimeZoneInfo ZoneOf(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
