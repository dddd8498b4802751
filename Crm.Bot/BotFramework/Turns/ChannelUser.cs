namespace Crm.Bot.BotFramework;

/// <summary>Who sent an activity, as the channel vouches for it (in Development without an app id nobody does).</summary>
/// <param name="TenantId">Null when the activity names no tenant, or none that is a GUID.</param>
/// <param name="ObjectId">The Entra object id; null for bots, anonymous guests and old payloads.</param>
/// <param name="TeamsId">The <c>29:...</c> id, opaque and only valid for this bot.</param>
public sealed record ChannelUser(Guid? TenantId, Guid? ObjectId, string TeamsId)
{
    internal static ChannelUser Of(Activity activity) => new(
        Guid.TryParse(activity.TenantId, out var tenant) ? tenant : null,
        Guid.TryParse(activity.From?.AadObjectId, out var user) ? user : null,
        activity.From?.Id ?? "");
}
