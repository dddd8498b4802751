using System.Globalization;

namespace Crm.Core.Imports;

/// <summary>Dates as files hold them: ISO, 31.03.2027, 31/3/2027, 3/31/2027, 31 Mar 2027; a time behind the date is passed over.</summary>
public static class DayText
{
    private static readonly string[] Named =
    [
        "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "d-MMM-yy", "MMM d yyyy", "MMMM d yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d. MMMM yyyy", "d. MMM yyyy", "ddd, d MMM yyyy",
    ];

    private static readonly CultureInfo[] Languages = [CultureInfo.InvariantCulture, .. new[] { "de-DE", "fr-FR", "es-ES", "it-IT", "nl-NL" }.Select(CultureInfo.GetCultureInfo)];

    public static bool TryRead(string text, bool dayFirst, out DateOnly day)
    {
        var date = text.Trim();
        if (char.IsAsciiDigit(date[0]) && Numeric(date.Split([' ', 'T'], 2)[0]) is { } parts)
        {
            var (year, month, dayOfMonth) = parts[0].Length == 4 ? (parts[0], parts[1], parts[2]) : dayFirst ? (parts[2], parts[1], parts[0]) : (parts[2], parts[0], parts[1]);
            return TryMake(year, month, dayOfMonth, out day);
        }

        foreach (var language in Languages)
        {
            if (DateOnly.TryParseExact(date, Named, language, DateTimeStyles.AllowWhiteSpaces, out day))
            {
                return true;
            }
        }

        day = default;
        return false;
    }

    private static string[]? Numeric(string date)
    {
        var mark = date.IndexOfAny(['-', '.', '/']) is >= 0 and var at ? date[at] : '\0';
        return mark != '\0' && date.Split(mark) is [_, _, _] parts && parts.All(p => p.Length is >= 1 and <= 4 && p.All(char.IsAsciiDigit)) ? parts : null;
    }

    private static bool TryMake(string year, string month, string dayOfMonth, out DateOnly day)
    {
        var y = int.Parse(year, CultureInfo.InvariantCulture) + (year.Length == 2 ? 2000 : 0);
        var m = int.Parse(month, CultureInfo.InvariantCulture);
        var d = int.Parse(dayOfMonth, CultureInfo.InvariantCulture);
        var exists = year.Length is 2 or 4 && y is >= 1 and <= 9999 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m);
        day = exists ? new DateOnly(y, m, d) : default;
        return exists;
    }
}
