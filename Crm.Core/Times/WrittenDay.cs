namespace Crm.Core.Times;

/// <summary>A day as its reader would type it into a field, so that the field sent back as it was means the same day.</summary>
public static class WrittenDay
{
    private const string Iso = "yyyy-MM-dd";

    /// <summary>"15.12.2027", "12/15/2027"; the international form where a calendar is not read back.</summary>
    public static string Of(DateOnly day, CultureInfo culture)
    {
        var pattern = culture.DateTimeFormat.ShortDatePattern;
        var inFull = pattern.Contains("yyyy", StringComparison.Ordinal) ? pattern : pattern.Replace("yy", "yyyy", StringComparison.Ordinal);
        var text = day.ToString(inFull, culture);
        return TimeReader.ReadDate(text, culture) == day ? text : day.ToString(Iso, CultureInfo.InvariantCulture);
    }

    /// <summary>The same for a day that is kept as text in the international form; any other text stays as it is.</summary>
    public static string OfIso(string text, CultureInfo culture) =>
        DateOnly.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Of(day, culture) : text;
}
