using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Core.Activities;
using Crm.Core.Capture;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Serialization.Json;
using TimeZoneConverter;
using Participant = Crm.Core.Capture.Participant;
using Sensitivity = Crm.Core.Capture.Sensitivity;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>Graph's event in our words.</summary>
internal static class EventReading
{
    public static MailboxItem Read(JsonElement json)
    {
        var id = json.GetProperty("id").GetString()!;
        if (json.TryGetProperty("@removed", out _))
        {
            return new MailboxItem.Removed(id, LedgerKind.Event);
        }

        try
        {
            return new MailboxItem.Meeting(Map(new JsonParseNode(json).GetObjectValue(Event.CreateFromDiscriminatorValue), id));
        }
        catch (Exception broken) when (broken is FormatException or InvalidOperationException or JsonException or ArgumentException or OverflowException)
        {
            return new MailboxItem.Broken(id, LedgerKind.Event);
        }
    }

    /// <summary>An occurrence in a round tells its times and little else.</summary>
    public static string? MasterOfSparse(JsonElement json) =>
        !json.TryGetProperty("@removed", out _) && !json.TryGetProperty("subject", out _) && json.TryGetProperty("seriesMasterId", out var master)
            ? master.GetString()
            : null;

    /// <summary>The occurrence as it would be told in full: what it does not say itself, its series says.</summary>
    public static JsonElement Complete(JsonElement occurrence, JsonElement master)
    {
        var whole = JsonObject.Create(master)!;
        foreach (var property in occurrence.EnumerateObject())
        {
            whole[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        whole["recurrence"] = null;
        return JsonSerializer.SerializeToElement(whole);
    }

    private static CapturedEvent Map(Event meeting, string id)
    {
        var start = Time(meeting.Start) ?? throw new FormatException("no start");
        var (firstDay, lastDay) = meeting.IsAllDay == true ? Days(start, Time(meeting.End)) : (null, null);
        var part = meeting.Type switch
        {
            EventType.SeriesMaster => MeetingPart.Master,
            EventType.Occurrence => MeetingPart.Occurrence,
            EventType.Exception => MeetingPart.Exception,
            _ => MeetingPart.Single,
        };
        return new CapturedEvent(id)
        {
            ICalUId = meeting.ICalUId,
            Part = part,

            // An occurrence that was never moved starts where it always did.
            OriginalStart = part is MeetingPart.Occurrence or MeetingPart.Exception ? meeting.OriginalStart ?? start : null,
            Subject = Participant.Clean(meeting.Subject),
            Start = start,
            End = Time(meeting.End),
            FirstDay = firstDay,
            LastDay = lastDay,
            Location = Participant.Clean(meeting.Location?.DisplayName).Trim() is { Length: > 0 } place ? place : null,
            Link = meeting.WebLink,
            Sensitivity = meeting.Sensitivity switch
            {
                Microsoft.Graph.Models.Sensitivity.Personal => Sensitivity.Personal,
                Microsoft.Graph.Models.Sensitivity.Private => Sensitivity.Private,
                Microsoft.Graph.Models.Sensitivity.Confidential => Sensitivity.Confidential,
                _ => Sensitivity.Normal,
            },
            IsDraft = meeting.IsDraft == true,
            IsCancelled = meeting.IsCancelled == true,
            IsDeclined = meeting.ResponseStatus?.Response is ResponseType.Declined,
            Categories = meeting.Categories ?? [],
            Participants = Participant.Distinct(
            [
                Participant.Parse(meeting.Organizer?.EmailAddress?.Address, meeting.Organizer?.EmailAddress?.Name, ParticipantKind.Organizer),
                .. (meeting.Attendees ?? []).Where(a => a.Type is not AttendeeType.Resource).Select(a => Participant.Parse(
                    a.EmailAddress?.Address, a.EmailAddress?.Name, ParticipantKind.Attendee, Response(a.Status?.Response))),
            ]),
        };
    }

    /// <summary>An all-day event lasts from midnight to midnight, the last one not included (Microsoft Graph, event resource: isAllDay).</summary>
    private static (DateOnly? First, DateOnly? Last) Days(DateTimeOffset start, DateTimeOffset? end)
    {
        // Told in UTC the midnights of other zones are up to half a day away from it: the nearest one is meant.
        var first = DateOnly.FromDateTime(start.UtcDateTime.AddHours(12));
        var last = end is { } until && until > start ? DateOnly.FromDateTime(until.UtcDateTime.AddHours(12)).AddDays(-1) : first;
        return (first, last < first ? first : last);
    }

    private static ParticipantResponse? Response(ResponseType? response) => response switch
    {
        ResponseType.Accepted or ResponseType.Organizer => ParticipantResponse.Accepted,
        ResponseType.TentativelyAccepted => ParticipantResponse.Tentative,
        ResponseType.Declined => ParticipantResponse.Declined,
        null => null,
        _ => ParticipantResponse.None,
    };

    /// <summary>Without an offset, in a zone that is asked to be UTC but may be named in Windows' or IANA's way; a custom zone is taken as UTC.</summary>
    private static DateTimeOffset? Time(DateTimeTimeZone? time)
    {
        if (!DateTime.TryParse(time?.DateTime, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var local))
        {
            return null;
        }

        return time!.TimeZone is { } name && !name.Equals("UTC", StringComparison.OrdinalIgnoreCase) && local.Kind is not DateTimeKind.Utc
            && TZConvert.TryGetTimeZoneInfo(name, out var zone)
            ? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()
            : new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Utc));
    }
}
