using static Crm.OutlookAddin.Capture.Graph.GraphJson;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>Graph's calendars in our words.</summary>
internal static class CalendarReading
{
    /// <param name="json">A page of calendars.</param>
    /// <param name="own">Addresses of their mailbox: what others share with it is read where it is theirs.</param>
    /// <returns>Ids of those besides the default one.</returns>
    public static IEnumerable<string> Further(JsonElement json, IReadOnlySet<string> own) =>
        json.GetProperty("value").EnumerateArray()
        .Where(c => !(c.TryGetProperty("isDefaultCalendar", out var isDefault) && isDefault.ValueKind is JsonValueKind.True)
            && c.TryGetProperty("owner", out var owner) && Text(owner, "address") is { } address
            && own.Contains(address.ToLowerInvariant()))
        .Select(c => Text(c, "id")).OfType<string>();
}
