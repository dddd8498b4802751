namespace Crm.Core.Settings;

/// <param name="TimeZone">IANA name, such as Europe/Berlin.</param>
/// <param name="Locale">Such as en-GB: how days and numbers are written, and where a week begins.</param>
/// <param name="Reminders">
/// "true" or "false": whether the bot writes when a task falls due; what a card does not send stays as it is.
/// </param>
public sealed record SaveSettings(string? TimeZone = null, string? Locale = null, string? Reminders = null) : ICardRequest
{
    public static string Verb => "settings.save";
}

/// <summary>How things are written from now on.</summary>
public sealed record SettingsSaved(string TimeZone, string Locale, bool Reminders);

public sealed class SaveSettingsHandler(ICrmDb db, CurrentUser user) : IChangesOwnSettings
{
    public async Task<Result<SettingsSaved>> HandleAsync(SaveSettings typed, CancellationToken ct)
    {
        var check = new InputReader(user.Locale);
        var zone = check.Required("timeZone", typed.TimeZone, "The time zone", 64);
        if (zone.Length > 0 && !RegionalSettings.IsZone(zone))
        {
            check.Fail("timeZone", $"“{zone}” isn't a time zone. It should look like Europe/Berlin.");
        }

        var locale = check.Required("locale", typed.Locale, "The language", 16);
        if (locale.Length > 0 && !RegionalSettings.IsLocale(locale))
        {
            check.Fail("locale", $"“{locale}” isn't a language. It should look like en-GB.");
        }

        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        zone = RegionalSettings.ZoneOf(zone)!;
        var me = await db.Users.SingleAsync(u => u.Id == user.Id, ct);
        me.Choose(zone, locale);
        if (typed.Reminders is not null)
        {
            me.RemindedInChat(typed.Reminders == "true");
        }

        return await db.SaveAsync(ct) is { } refused ? refused : new SettingsSaved(zone, locale, me.WantsReminders);
    }
}
