using System.Security.Cryptography;
using System.Text;

namespace Crm.Bot.Teams;

/// <summary>
/// The same for every delivery of one activity: Teams sends it again when the first answer was late, to another host or after a restart.
/// </summary>
internal static class DeliveryKey
{
    /// <returns>Null for an activity without an id: nobody can tell its deliveries apart.</returns>
    public static string? Of(Activity activity) => string.IsNullOrEmpty(activity.Id) ? null
        : "turn " + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{activity.ChannelId}\n{activity.Conversation?.Id}\n{activity.Id}\n{activity.Type}")));
}
