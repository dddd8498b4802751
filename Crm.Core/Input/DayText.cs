namespace Crm.Core.Input;

/// <summary>Dates as files hold them: ISO, 31.03.2027, 31/3/2027, 3/31/2027, 31 Mar 2027; a time behind the date is passed over.</summary>
public static class DayText
{
    private static readonly string[] Named =
    [
        "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "MMM d yyyy", "MMMM d yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d. MMMM yyyy",
        "d. MMM yyyy", "ddd, d MMM yyyy",
    ];

    private static readonly CultureInfo[] Languages = [
        CultureInfo.InvariantCulture, .. new[] { "de-DE", "fr-FR", "es-ES", "it-IT", "nl-NL" }.Select(CultureInfo.GetCultureInfo)];

    /// <param name="text">The cell.</param>
    /// <param name="dayFirst">31/3/2027 and not 3/31/2027.</param>
    /// <param name="today">Decides which century a year of two digits is of.</param>
    /// <param name="day">What it says.</param>
    public static bool TryRead(string text, bool dayFirst, DateOnly today, out DateOnly day)
    {
        var date = text.Trim();
        if (date.Length > 0 && char.IsAsciiDigit(date[0]) && Numeric(date.Split([' ', 'T'], 2)[0]) is { } parts)
        {
            var (year, month, dayOfMonth) = parts[0].Length == 4 ? (parts[0], parts[1], parts[2]) : dayFirst
                ? (parts[2], parts[1], parts[0]) : (parts[2], parts[0], parts[1]);
            return TryMake(year, month, dayOfMonth, today, out day);
        }

        foreach (var language in Languages)
        {
            if (DateOnly.TryParseExact(date, Named, language, DateTimeStyles.AllowWhiteSpaces, out day))
            {
                return true;
            }

            if (DateOnly.TryParseExact(date, "d-MMM-yy", language, DateTimeStyles.AllowWhiteSpaces, out var abbreviated))
            {
                day = new DateOnly(TwoDigitYear.InFull(abbreviated.Year % 100, today), abbreviated.Month, 1).AddDays(abbreviated.Day - 1);
                return true;
            }
        }

        day = default;
        return false;
    }

    /// <summary>Whether the century was guessed.</summary>
    public static bool HasShortYear(string text) =>
        Numeric(text.Trim().Split([' ', 'T'], 2)[0]) is { } parts
        ? parts[0].Length != 4 && parts[2].Length == 2
        : text.Trim().Split('-') is [_, { Length: > 2 }, { Length: 2 }];

    /// <summary>
    /// A whole number between the years 1990 and 2100, counted in days since 1900: what a spreadsheet holds behind a date.
    /// </summary>
    public static bool IsSerial(string text) =>
        int.TryParse(text.Trim().Replace(".0", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        && days is > 20_000 and < 80_000;

    private static string[]? Numeric(string date)
    {
        var mark = date.IndexOfAny(['-', '.', '/']) is >= 0 and var at ? date[at] : '\0';
        return mark != '\0' && date.Split(mark) is [_, _, _] parts && parts.All(p => p.Length is >= 1 and <= 4 && p.All(char.IsAsciiDigit))
            ? parts
            : null;
    }

    private static bool TryMake(string year, string month, string dayOfMonth, DateOnly today, out DateOnly day)
    {
        var y = int.Parse(year, CultureInfo.InvariantCulture);
        y = year.Length == 2 ? TwoDigitYear.InFull(y, today) : y;
        var m = int.Parse(month, CultureInfo.InvariantCulture);
        var d = int.Parse(dayOfMonth, CultureInfo.InvariantCulture);
        var exists = year.Length is 2 or 4 && y is >= 1 and <= 9999 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m);
        day = exists ? new DateOnly(y, m, d) : default;
        return exists;
    }
}
