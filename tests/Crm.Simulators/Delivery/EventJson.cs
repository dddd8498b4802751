using System.Net;
using Ical.Net.CalendarComponents;

namespace Crm.Simulators.Delivery;

/// <summary>A meeting component as Graph's event resource.</summary>
public static partial class EventJson
{
    /// <summary>Everything that does not depend on the instance: no ids, no start and end.</summary>
    public static JsonObject Common(Meeting meeting, CalendarEvent component, FirmUser owner)
    {
        var organizer = People.IsOrganizer(component, owner);
        var response = People.OwnResponse(component, owner);
        var html = component.Properties["X-ALT-DESC"]?.Value?.ToString();
        var text = component.Description ?? "";
        var join = JoinUrl(component);
        var location = component.Location ?? "";
        return new JsonObject
        {
            ["iCalUId"] = meeting.Uid,
            ["subject"] = component.Summary ?? "",
            ["bodyPreview"] = BodyText.Preview(html is null ? text : BodyText.FromHtml(html)),
            ["body"] = new JsonObject { ["contentType"] = "html",
                ["content"] = html ?? $"<html><body>{WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>\r\n")}</body></html>" },
            ["importance"] = component.Priority is >= 1 and <= 4 ? "high" : component.Priority >= 6 ? "low" : "normal",
            ["sensitivity"] = component.Class?.ToUpperInvariant()
                switch { "PRIVATE" => "private", "CONFIDENTIAL" => "confidential", _ => "normal" },
            ["isAllDay"] = component.Start is { HasTime: false },
            ["isCancelled"] = meeting.IsCancelled || string.Equals(component.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase),
            ["isOrganizer"] = organizer,
            ["isDraft"] = false,
            ["responseRequested"] = true,
            ["showAs"] = ShowAs(component, response),
            ["categories"] = new JsonArray([.. component.Categories.Select(one => JsonValue.Create(one))]),
            ["hasAttachments"] = component.Attachments.Count > 0,
            ["hideAttendees"] = false,
            ["allowNewTimeProposals"] = true,
            ["transactionId"] = null,
            ["reminderMinutesBeforeStart"] = 15,
            ["isReminderOn"] = component.Alarms.Count > 0,
            ["responseStatus"] = new JsonObject { ["response"] = response, ["time"] = "0001-01-01T00:00:00Z" },
            ["organizer"] = People.Organizer(component, owner),
            ["attendees"] = People.Attendees(component),
            ["location"] = Place(location),
            ["locations"] = location.Length == 0 ? [] : new JsonArray(Place(location)),
            ["isOnlineMeeting"] = join is not null,
            ["onlineMeetingProvider"] = join is null ? "unknown" : "teamsForBusiness",
            ["onlineMeetingUrl"] = null,
            ["onlineMeeting"] = join is null ? null : new JsonObject { ["joinUrl"] = join },
            ["originalStartTimeZone"] = ZoneName(meeting, component),
            ["originalEndTimeZone"] = ZoneName(meeting, component),
        };
    }

    /// <summary>A Graph time without offset. All-day events keep their dates in whatever zone is asked for.</summary>
    public static JsonObject Time(DateTime utc, bool allDay, string zoneName)
    {
        var zone = Zones.Find(zoneName) ?? TimeZoneInfo.Utc;
        var local = allDay ? utc : TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);
        return new JsonObject
            { ["dateTime"] = local.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture), ["timeZone"] = zoneName };
    }

    /// <summary>
    /// Exchange's own UIDs carry the date of the instance in bytes 17 to 20, so each occurrence has its own; other programs' UIDs are
    /// the same for the whole series.
    /// </summary>
    public static string UidOf(string series, DateTime originalStartUtc) =>
        ExchangeUid().IsMatch(series)
            ? string.Create(CultureInfo.InvariantCulture,
                $"{series[..32]}{originalStartUtc.Year:X4}{originalStartUtc.Month:X2}{originalStartUtc.Day:X2}{series[40..]}")
            : series;

    private static string ZoneName(Meeting meeting, CalendarEvent component) =>
        component.Start?.TzId is { } named && Zones.Find(named) is null ? "tzone://Microsoft/Custom" : Zones.WindowsName(meeting.Zone);

    private static JsonObject Place(string location) => new()
    {
        ["displayName"] = location,
        ["locationType"] = "default",
        ["uniqueId"] = location,
        ["uniqueIdType"] = "private",
    };

    private static string ShowAs(CalendarEvent component, string response) =>
        component.Properties["X-MICROSOFT-CDO-BUSYSTATUS"]?.Value?.ToString()?.ToUpperInvariant() switch
        {
            "FREE" => "free",
            "TENTATIVE" => "tentative",
            "OOF" => "oof",
            "WORKINGELSEWHERE" => "workingElsewhere",
            "BUSY" => "busy",
            _ when string.Equals(component.Transparency, "TRANSPARENT", StringComparison.OrdinalIgnoreCase) => "free",
            _ => response == "notResponded" ? "tentative" : "busy",
        };

    private static string? JoinUrl(CalendarEvent component) =>
        component.Properties["X-MICROSOFT-SKYPETEAMSMEETINGURL"]?.Value?.ToString() is { Length: > 0 } named
            ? named
            : TeamsLink().Match($"{component.Location} {component.Description}") is { Success: true } link ? link.Value : null;

    [GeneratedRegex(@"https://teams\.microsoft\.com/l/meetup-join/[^\s<>""]+")]
    private static partial Regex TeamsLink();

    [GeneratedRegex("^040000008200E00074C5B7101A82E008[0-9A-F]{8,}$", RegexOptions.IgnoreCase)]
    private static partial Regex ExchangeUid();
}
