using System.Text.RegularExpressions;

namespace Crm.Core.Filtering;

/// <summary>
/// A span of days relative to the reader's today: "this quarter", "past 30 days", "Monday", "2 weeks ago". Weeks begin as the reader's
/// locale says.
/// </summary>
public sealed partial record RelativeSpan(string Words)
{
    /// <summary>The longest span that is counted in days.</summary>
    public const int MostDays = 3650;

    /// <summary>Spans with a name; besides them there are "past N days", which ends today, and "next N days", which begins today.</summary>
    public static IReadOnlyList<string> Named { get; } =
    [
        "today", "yesterday", "tomorrow",
        .. from unit in (string[])["week", "month", "quarter", "year"] from step in (string[])[
            "last", "this", "next"] select $"{step} {unit}",
    ];

    /// <summary>Whether words name a day at all does not depend on today.</summary>
    private static readonly LocalClock SomeDay = new(
        new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc, CultureInfo.InvariantCulture);

    /// <returns>Null when the words name no span.</returns>
    public static RelativeSpan? Parse(string words)
    {
        var plain = string.Join(' ', words.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return Named.Contains(plain) || Counted().Match(plain) is { Success: true } m && int.TryParse(m.Groups[2].Value, out var n)
            && n is > 0 and <= MostDays
            || TimeReader.ReadDay(plain, SomeDay) is not null
            ? new RelativeSpan(plain)
            : null;
    }

    /// <summary>First day and the day after the last.</summary>
    public (DateOnly From, DateOnly Until) Resolve(DateOnly today, CultureInfo culture)
    {
        if (Counted().Match(Words) is { Success: true } counted)
        {
            var n = int.Parse(counted.Groups[2].Value, CultureInfo.InvariantCulture);
            return counted.Groups[1].Value == "past" ? (today.AddDays(1 - n), today.AddDays(1)) : (today, today.AddDays(n));
        }

        switch (Words)
        {
            case "today":
                return (today, today.AddDays(1));
            case "yesterday":
                return (today.AddDays(-1), today);
            case "tomorrow":
                return (today.AddDays(1), today.AddDays(2));
        }

        if (!Named.Contains(Words))
        {
            var noon = new DateTimeOffset(today.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
            return TimeReader.ReadDay(Words, new LocalClock(noon, TimeZoneInfo.Utc, culture)) is { } day
                ? (day, day.AddDays(1))
                : throw new FormatException($"'{Words}' isn't a span.");
        }

        var parts = Words.Split(' ');
        var step = parts[0] switch { "last" => -1, "next" => 1, _ => 0 };
        var weekStart = today.AddDays(-((7 + (int)today.DayOfWeek - (int)culture.DateTimeFormat.FirstDayOfWeek) % 7));
        var monthStart = new DateOnly(today.Year, today.Month, 1);
        return parts[1] switch
        {
            "week" => (weekStart.AddDays(7 * step), weekStart.AddDays((7 * step) + 7)),
            "month" => (monthStart.AddMonths(step), monthStart.AddMonths(step + 1)),
            "quarter" => Quarter(monthStart.AddMonths(-((today.Month - 1) % 3)), step),
            _ => (new DateOnly(today.Year + step, 1, 1), new DateOnly(today.Year + step + 1, 1, 1)),
        };
    }

    private static (DateOnly From, DateOnly Until) Quarter(DateOnly start, int step) =>
        (start.AddMonths(3 * step), start.AddMonths((3 * step) + 3));

    [GeneratedRegex("^(past|next) ([0-9]{1,4}) days?$")]
    private static partial Regex Counted();
}
