namespace Crm.Core.Settings;

/// <summary>A client says where the person is. What the person has chosen stays.</summary>
/// <param name="TimeZone">IANA or Windows name; anything else is ignored.</param>
/// <param name="Locale">BCP 47; anything unknown is ignored.</param>
public sealed record AdoptClientLocale(string TimeZone, string? Locale);

public sealed class AdoptClientLocaleHandler(ICrmDb db, CurrentUser user) : IChangesOwnSettings
{
    /// <returns>How things are written for the person from now on.</returns>
    public async Task<Result<SettingsSaved>> HandleAsync(AdoptClientLocale said, CancellationToken ct)
    {
        var me = await db.Users.SingleAsync(u => u.Id == user.Id, ct);
        return RegionalSettings.ZoneOf(said.TimeZone) is { } zone
            && me.TryArrive(zone, RegionalSettings.IsLocale(said.Locale) ? said.Locale : null) && await db.SaveAsync(ct) is { } refused
            ? refused
            : new SettingsSaved(me.Timezone, me.Locale, me.WantsReminders);
    }
}
