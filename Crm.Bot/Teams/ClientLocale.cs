using System.Collections.Concurrent;
using Crm.Core;
using Crm.Core.Input;
using Crm.Core.Settings;
using Crm.Core.UseCases;

namespace Crm.Bot.Teams;

/// <summary>
/// Teams tells in which time zone and language a person's client is: taken at first contact, so that nobody has to say it.
/// </summary>
public sealed class ClientLocale(UseCaseRunner useCases)
{
    private readonly ConcurrentDictionary<Guid, bool> told = [];

    public async Task<CurrentUser> OfAsync(CurrentUser user, Activity activity, CancellationToken ct)
    {
        if (user.TimeZone != User.UnknownTimezone || Said(activity) is not ({ } zone, var locale) || !told.TryAdd(user.Id, true))
        {
            return user;
        }

        var home = await useCases.RunAsync<AdoptClientLocaleHandler, Result<SettingsSaved>>(
            user, (h, token) => h.HandleAsync(new AdoptClientLocale(zone, locale), token), ct);
        return home.Refusal is null ? user with { TimeZone = home.Value.TimeZone, Locale = home.Value.Locale } : user;
    }

    /// <summary>On the activity itself, else in its entity of type clientInfo.</summary>
    private static (string? Zone, string? Locale) Said(Activity activity)
    {
        var client = activity.Entities.FirstOrDefault(e => string.Equals(e.Type, "clientInfo", StringComparison.OrdinalIgnoreCase))
            ?.Members;
        return (RegionalSettings.ZoneOf(activity.LocalTimezone) ?? RegionalSettings.ZoneOf(Text(client, "timezone")),
            Known(activity.Locale) ?? Text(client, "locale"));
    }

    private static string? Text(IDictionary<string, JsonElement>? members, string name) =>
        members is not null && members.TryGetValue(name, out var value) && value.ValueKind is JsonValueKind.String
        ? Known(value.GetString())
        : null;

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
