using System.Text.Json.Nodes;
using Crm.Core.Activities;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Serialization.Json;
using TimeZoneConverter;
using MailboxItem = Crm.Core.Capture.MailboxItem;
using Participant = Crm.Core.Capture.Participant;
using Sensitivity = Crm.Core.Capture.Sensitivity;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>Graph's event in our words.</summary>
internal static class EventReading
{
    /// <summary>An occurrence that tells little itself, with the series it belongs to.</summary>
    public static MailboxItem Read(JsonElement occurrence, JsonElement master)
    {
        try
        {
            return Read(Complete(occurrence, master));
        }
        catch (Exception broken) when (ItemFault.IsOfItem(broken))
        {
            return new MailboxItem.Broken(occurrence.GetProperty("id").GetString()!, LedgerKind.Event);
        }
    }

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
        catch (Exception broken) when (ItemFault.IsOfItem(broken))
        {
            return new MailboxItem.Broken(id, LedgerKind.Event);
        }
    }

    /// <summary>An occurrence in a round tells its times and little else.</summary>
    public static string? MasterOfSparse(JsonElement json) =>
        !json.TryGetProperty("@removed", out _) && !json.TryGetProperty("subject", out _)
        && json.TryGetProperty("seriesMasterId", out var master)
            ? master.GetString()
            : null;

    /// <summary>The occurrence as it would be told in full: what it does not say itself, its series says.</summary>
    private static JsonElement Complete(JsonElement occurrence, JsonElement master)
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
        var days = meeting.IsAllDay == true ? Days(meeting, start) : ((DateOnly First, DateOnly Last)?)null;
        start = days is { First: var day } ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : start;
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
            End = days is { Last: var last } ? new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : Time(meeting.End),
            IsAllDay = days is not null,
            FirstDay = days?.First,
            LastDay = days?.Last,
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
            OwnResponse = Response(meeting.ResponseStatus?.Response),
            IsDeclined = meeting.ResponseStatus?.Response is ResponseType.Declined,
            Categories = meeting.Categories ?? [],
            Participants = Participant.Distinct(
            [
                Participant.Parse(
                    meeting.Organizer?.EmailAddress?.Address, meeting.Organizer?.EmailAddress?.Name, ParticipantKind.Organizer),
                .. (meeting.Attendees ?? []).Where(a => a.Type is not AttendeeType.Resource).Select(a => Participant.Parse(
                    a.EmailAddress?.Address, a.EmailAddress?.Name, ParticipantKind.Attendee, Response(a.Status?.Response))),
            ]),
        };
    }

    /// <summary>
    /// An all-day event lasts from midnight to midnight where it was made (Microsoft Graph, event resource: isAllDay). Asked for in UTC
    /// some calendars tell the days as they are, others the moments of those midnights: then the event's own zone says which days they are,
    /// and the nearest midnight where it says nothing.
    /// </summary>
    private static (DateOnly First, DateOnly Last) Days(Event meeting, DateTimeOffset start)
    {
        var end = Time(meeting.End) is { } told && told > start ? told : start.AddDays(1);
        var zone = meeting.OriginalStartTimeZone is { Length: > 0 } name && TZConvert.TryGetTimeZoneInfo(name, out var known)
            ? known
            : null;
        var (first, after) = (DayOf(start, zone), DayOf(end, zone));
        return (first, after > first ? after.AddDays(-1) : first);
    }

    private static DateOnly DayOf(DateTimeOffset moment, TimeZoneInfo? zone)
    {
        if (moment.UtcDateTime.TimeOfDay == TimeSpan.Zero)
        {
            return DateOnly.FromDateTime(moment.UtcDateTime);
        }

        var local = zone is null ? moment : TimeZoneInfo.ConvertTime(moment, zone);
        return DateOnly.FromDateTime(local.TimeOfDay == TimeSpan.Zero ? local.DateTime : moment.UtcDateTime.AddHours(12));
    }

    private static ParticipantResponse? Response(ResponseType? response) => response switch
    {
        ResponseType.Accepted or ResponseType.Organizer => ParticipantResponse.Accepted,
        ResponseType.TentativelyAccepted => ParticipantResponse.Tentative,
        ResponseType.Declined => ParticipantResponse.Declined,
        null => null,
        _ => ParticipantResponse.None,
    };

    /// <summary>
    /// Without an offset, in a zone that is asked to be UTC but may be named in Windows' or IANA's way; a custom zone is taken as UTC.
    /// </summary>
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
