namespace Crm.Core.Input;

/// <summary>Time zones and languages that there are.</summary>
public static class RegionalSettings
{
    private static readonly HashSet<string> Locales =
        new(CultureInfo.GetCultures(CultureTypes.AllCultures).Select(c => c.Name).Where(n => n.Length is > 0 and <= 16),
            StringComparer.OrdinalIgnoreCase);

    private const int LongestZone = 64;

    public static bool IsZone(string? name) => ZoneOf(name) is not null;

    /// <summary>The IANA name of a zone that is named in IANA's way or, as Windows clients do, in Windows'.</summary>
    /// <returns>Null for what isn't a zone.</returns>
    public static string? ZoneOf(string? name) => name?.Trim() is not { Length: > 0 and <= LongestZone } said ? null
        : TimeZoneInfo.TryFindSystemTimeZoneById(said, out var zone) && zone.HasIanaId ? zone.Id
        : TimeZoneInfo.TryConvertWindowsIdToIanaId(said, out var iana) ? iana
        : null;

    public static bool IsLocale(string? name) => name is not null && Locales.Contains(name);
}
