using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Access;

/// <summary>A client says where the person is. What the person has chosen stays.</summary>
/// <param name="TimeZone">IANA name; anything else is ignored.</param>
/// <param name="Locale">BCP 47; anything unknown is ignored.</param>
public sealed record Arrive(string TimeZone, string? Locale);

public sealed class ArriveHandler(ICrmDb db, CurrentUser user)
{
    /// <returns>How things are written for the person from now on.</returns>
    public async Task<Result<SettingsSaved>> HandleAsync(Arrive said, CancellationToken ct)
    {
        var me = await db.Users.SingleAsync(u => u.Id == user.Id, ct);
        return Homes.IsZone(said.TimeZone) && me.TryArrive(said.TimeZone, Homes.IsLocale(said.Locale) ? said.Locale : null) && await db.SaveAsync(ct) is { } refused
            ? refused
            : new SettingsSaved(me.Timezone, me.Locale, me.WantsReminders);
    }
}

/// <summary>Time zones and languages that there are.</summary>
public static class Homes
{
    private static readonly HashSet<string> Locales = new(CultureInfo.GetCultures(CultureTypes.AllCultures).Select(c => c.Name).Where(n => n.Length is > 0 and <= 16), StringComparer.OrdinalIgnoreCase);

    public static bool IsZone(string? name) => name is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    public static bool IsLocale(string? name) => name is not null && Locales.Contains(name);
}
