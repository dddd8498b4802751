namespace Crm.Core.Settings;

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
                ExecuteAction.Submit<SaveSettings>("Save") with { Style = "positive" }, DismissCard.Button],
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
