using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Crm.Simulators.Delivery;

/// <summary>Organizers and attendees of calendar files as Graph writes them.</summary>
public static class People
{
    public static string? AddressOf(Uri? value)
    {
        if (value is null)
        {
            return null;
        }

        var text = value.OriginalString;
        var at = text.IndexOf("mailto:", StringComparison.OrdinalIgnoreCase);
        var address = Uri.UnescapeDataString(at >= 0 ? text[(at + 7)..] : text).Trim().Trim('<', '>');
        return address.Contains('@') && !address.Contains(' ') ? address : null;
    }

    public static JsonObject EmailAddress(string? name, string? address) => new()
    {
        ["emailAddress"] = new JsonObject { ["name"] = Clean(name) ?? address ?? "", ["address"] = address },
    };

    public static JsonObject Organizer(CalendarEvent component, FirmUser owner) => component.Organizer is { Value: { } value } organizer
        ? EmailAddress(organizer.CommonName, AddressOf(value))
        : EmailAddress(owner.Name, owner.Mail);

    public static bool IsOrganizer(CalendarEvent component, FirmUser owner) =>
        component.Organizer?.Value is null || (AddressOf(component.Organizer.Value) is { } address && owner.Owns(address));

    public static JsonArray Attendees(CalendarEvent component)
    {
        var list = new JsonArray();
        foreach (var attendee in component.Attendees.Where(one => one.Value is not null))
        {
            var entry = EmailAddress(attendee.CommonName, AddressOf(attendee.Value));
            entry["type"] = Role(attendee);
            entry["status"] = new JsonObject { ["response"] = Response(attendee.ParticipationStatus), ["time"] = "0001-01-01T00:00:00Z" };
            list.Add(entry);
        }

        return list;
    }

    public static string OwnResponse(CalendarEvent component, FirmUser owner) => IsOrganizer(component, owner)
        ? "organizer"
        : component.Attendees.FirstOrDefault(one => AddressOf(one.Value) is { } address && owner.Owns(address)) is { } own
            ? Response(own.ParticipationStatus) is var response && response == "none" ? "notResponded" : response
            : "notResponded";

    /// <summary>The participation words of RFC 5545 in Graph's spelling.</summary>
    public static string Response(string? status) => status?.ToUpperInvariant() switch
    {
        "ACCEPTED" => "accepted",
        "DECLINED" => "declined",
        "TENTATIVE" => "tentativelyAccepted",
        _ => "none",
    };

    private static string Role(Attendee attendee) => (attendee.Type?.ToUpperInvariant(), attendee.Role?.ToUpperInvariant()) switch
    {
        ("RESOURCE" or "ROOM", _) => "resource",
        (_, "OPT-PARTICIPANT" or "NON-PARTICIPANT") => "optional",
        _ => "required",
    };

    private static string? Clean(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim().Trim('"', '\'');
}
