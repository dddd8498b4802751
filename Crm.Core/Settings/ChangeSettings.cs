using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Database;
using Crm.Core.Input;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Settings;

/// <summary>The person's own time zone, locale and reminders, as a form; after a refusal with what was typed.</summary>
public sealed record ShowSettings(string? TimeZone = null, string? Locale = null, string? Reminders = null, Refusal? Why = null)
    : ICardRequest
{
    public static string Verb => "settings";
}

/// <param name="TimeZone">IANA name, such as Europe/Berlin.</param>
/// <param name="Locale">Such as en-GB: how days and numbers are written, and where a week begins.</param>
/// <param name="Reminders">
/// "true" or "false": whether the bot writes when a task falls due; what a card does not send stays as it is.
/// </param>
public sealed record SaveSettings(string? TimeZone = null, string? Locale = null, string? Reminders = null) : ICardRequest
{
    public static string Verb => "settings.save";
}

/// <param name="Now">The present moment: the card shows it as an example.</param>
/// <param name="Reminders">Whether the bot writes when a task falls due.</param>
public sealed record SettingsSheet(DateTimeOffset Now, bool Reminders);

public sealed class ShowSettingsHandler(ICrmDb db, CurrentUser user, TimeProvider clock)
{
    public async Task<Result<SettingsSheet>> HandleAsync(ShowSettings show, CancellationToken ct) =>
        new SettingsSheet(clock.GetUtcNow(), (await db.Users.AsNoTracking().SingleAsync(u => u.Id == user.Id, ct)).WantsReminders);
}

/// <summary>How things are written from now on.</summary>
public sealed record SettingsSaved(string TimeZone, string Locale, bool Reminders);

public sealed class ChangeSettingsHandler(ICrmDb db, CurrentUser user)
{
    public async Task<Result<SettingsSaved>> HandleAsync(SaveSettings typed, CancellationToken ct)
    {
        var check = new InputReader(user.Locale);
        var zone = check.Required("timeZone", typed.TimeZone, "The time zone", 64);
        if (zone.Length > 0 && !RegionalSettings.IsZone(zone))
        {
            check.Fail("timeZone", $"“{zone}” is no time zone. It should look like Europe/Berlin.");
        }

        var locale = check.Required("locale", typed.Locale, "The language", 16);
        if (locale.Length > 0 && !RegionalSettings.IsLocale(locale))
        {
            check.Fail("locale", $"“{locale}” is no language. It should look like en-GB.");
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

/// <summary>How the CRM writes days and numbers for the reader, with the present moment as an example.</summary>
public static class SettingsCard
{
    private static readonly IReadOnlyList<string> Zones =
    [
        "Etc/UTC", "Europe/London", "Europe/Lisbon", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Amsterdam",
        "Europe/Zurich", "Europe/Vienna", "Europe/Stockholm",
        "Europe/Oslo", "Europe/Copenhagen", "Europe/Helsinki", "Europe/Warsaw", "Europe/Prague", "Europe/Athens", "Europe/Istanbul",
        "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata",
        "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland", "America/Sao_Paulo", "America/Toronto",
        "America/New_York", "America/Chicago", "America/Denver",
        "America/Phoenix", "America/Los_Angeles",
    ];

    private static readonly IReadOnlyList<string> Locales =
        ["en-GB", "en-US", "en-AU", "en-IN", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-CH", "nl-NL", "es-ES", "pt-BR", "pt-PT", "it-IT",
            "sv-SE", "nb-NO", "da-DK", "fi-FI", "pl-PL", "cs-CZ", "tr-TR", "ja-JP"];

    public static AdaptiveCard For(ShowSettings asked, CurrentUser reader, SettingsSheet sheet)
    {
        var (zone, locale) = (asked.TimeZone ?? reader.TimeZone, asked.Locale ?? reader.Locale);
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            Blocks.Title("Settings"),
            new TextBlock(
                $"For you it is {shown.Moment(sheet.Now)}, and an amount looks like "
                + $"{shown.Money(1234.5m, reader.Tenant.DefaultCurrency)}."),
            .. Blocks.Field(Choice("Time zone", "timeZone", Zones, zone), asked.Why),
            .. Blocks.Field(Choice("Days and numbers as in", "locale", Locales, locale), asked.Why),
            new ToggleInput("Reminders", "Write to me in chat when a task of mine falls due")
                { Id = "reminders", Value = asked.Reminders ?? (sheet.Reminders ? "true" : "false") },
        ])
        {
            Actions = [
                ExecuteAction.Press("Save", SaveSettings.Verb, new { }, withInputs: true) with { Style = "positive" }, DismissCard.Button],
            FallbackText = "Settings",
        };
    }

    public static AdaptiveCard Saved(SettingsSaved saved) => NoticeCard.For(
        "Settings are saved",
        $"From now on: time zone {Markdown.Escape(saved.TimeZone)}, days and numbers as in "
        + $"{Markdown.Escape(saved.Locale)}, {(saved.Reminders ? "a reminder in chat when a task falls due" : "no reminders")}.",
        ExecuteAction.Press("Settings", new ShowSettings()));

    private static ChoiceSetInput Choice(string label, string id, IReadOnlyList<string> usual, string chosen) =>
        new(label, [.. usual.Append(chosen).Distinct(StringComparer.OrdinalIgnoreCase).Select(v => new Choice(v, v))])
        { Id = id, Value = chosen };
}
