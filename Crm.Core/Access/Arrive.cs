using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Access;

/// <summary>A client says where the person is. What the person has chosen stays.</summary>
/// <param name="TimeZone">IANA or Windows name; anything else is ignored.</param>
/// <param name="Locale">BCP 47; anything unknown is ignored.</param>
public sealed record Arrive(string TimeZone, string? Locale);

public sealed class ArriveHandler(ICrmDb db, CurrentUser user)
{
    /// <returns>How things are written for the person from now on.</returns>
    public async Task<Result<SettingsSaved>> HandleAsync(Arrive said, CancellationToken ct)
    {
        var me = await db.Users.SingleAsync(u => u.Id == user.Id, ct);
        return Homes.ZoneOf(said.TimeZone) is { } zone && me.TryArrive(zone, Homes.IsLocale(said.Locale) ? said.Locale : null) && await db.SaveAsync(ct) is { } refused
            ? refused
            : new SettingsSaved(me.Timezone, me.Locale, me.WantsReminders);
    }
}

/// <summary>Time zones and languages that there are.</summary>
public static class Homes
{
    private static readonly HashSet<string> Locales = new(CultureInfo.GetCultures(CultureTypes.AllCultures).Select(c => c.Name).Where(n => n.Length is > 0 and <= 16), StringComparer.OrdinalIgnoreCase);

    private const int LongestZone = 64;

    public static bool IsZone(string? name) => ZoneOf(name) is not null;

    /// <summary>The IANA name of a zone that is named in IANA's way or, as Windows clients do, in Windows'.</summary>
    /// <returns>Null for what is no zone.</returns>
    public static string? ZoneOf(string? name) => name?.Trim() is not { Length: > 0 and <= LongestZone } said ? null
        : TimeZoneInfo.TryFindSystemTimeZoneById(said, out var zone) && zone.HasIanaId ? zone.Id
        : TimeZoneInfo.TryConvertWindowsIdToIanaId(said, out var iana) ? iana
        : null;

    public static bool IsLocale(string? name) => name is not null && Locales.Contains(name);
}
