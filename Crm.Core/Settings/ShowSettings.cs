namespace Crm.Core.Settings;

/// <summary>The person's own time zone, locale and reminders, as a form; after a refusal with what was typed.</summary>
public sealed record ShowSettings(string? TimeZone = null, string? Locale = null, string? Reminders = null, Refusal? Why = null)
    : ICardRequest
{
    public static string Verb => "settings";
}

/// <param name="Now">The present moment: the card shows it as an example.</param>
/// <param name="Reminders">Whether the bot writes when a task falls due.</param>
public sealed record SettingsSheet(DateTimeOffset Now, bool Reminders);

public sealed class ShowSettingsHandler(ICrmDb db, CurrentUser user, TimeProvider clock)
{
    public async Task<Result<SettingsSheet>> HandleAsync(ShowSettings show, CancellationToken ct) =>
        new SettingsSheet(clock.GetUtcNow(), (await db.Users.AsNoTracking().SingleAsync(u => u.Id == user.Id, ct)).WantsReminders);
}
