using TimeZoneConverter;

namespace Crm.Simulators.Delivery;

/// <summary>Zone names as they come: IANA, Windows, prefixed by an organisation, or made up by somebody's calendar.</summary>
public static class Zones
{
    /// <summary>Null for a name nobody knows; the caller then takes the offsets the file itself declares.</summary>
    public static TimeZoneInfo? Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var candidate = name.Trim().Trim('"');
        if (TZConvert.TryGetTimeZoneInfo(candidate, out var zone))
        {
            return zone;
        }

        // "/freeassociation.sourceforge.net/Europe/London" and the like carry the real name at the end.
        var parts = candidate.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 2 && TZConvert.TryGetTimeZoneInfo(string.Join('/', parts[^2..]), out zone) ? zone : null;
    }

    public static string WindowsName(TimeZoneInfo zone) =>
        zone.Id is "UTC" or "Etc/UTC" ? "UTC" : TZConvert.TryIanaToWindows(zone.Id, out var windows) ? windows : zone.Id;

    /// <summary>A local time that the clock jumps over is moved on by the jump.</summary>
    public static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(unspecified) ? unspecified.AddHours(1) : unspecified, zone);
    }
}
