using MimeKit;

namespace Crm.Simulators.Delivery;

/// <summary>A mail about a meeting is an eventMessage, of a kind that follows from the calendar part's METHOD.</summary>
public static partial class MeetingMail
{
    public static void Describe(MimeMessage mime, JsonObject message)
    {
        if (mime.BodyParts.OfType<MimePart>().FirstOrDefault(part => part.ContentType.IsMimeType("text", "calendar")) is not { } part)
        {
            return;
        }

        var text = (part as TextPart)?.Text ?? "";
        var method = part.ContentType.Parameters["method"]?.ToUpperInvariant() ?? Method().Match(text).Groups[1].Value.ToUpperInvariant();
        var (type, kind, itemClass) = method switch
        {
            "REQUEST" => ("#microsoft.graph.eventMessageRequest", "meetingRequest", "IPM.Schedule.Meeting.Request"),
            "CANCEL" => ("#microsoft.graph.eventMessage", "meetingCancelled", "IPM.Schedule.Meeting.Canceled"),
            "REPLY" or "COUNTER" => Reply(text),
            _ => ("", "", ""),
        };
        if (type.Length == 0)
        {
            return;
        }

        message["@odata.type"] = type;
        message["meetingMessageType"] = kind;
        message["isOutOfDate"] = false;
        message["isAllDay"] = false;
        message["isDelegated"] = false;
        message["singleValueExtendedProperties"]![1]!["value"] = itemClass;
    }

    // Graph's own spelling of "tentatively" lacks two letters; programs compare it as it comes.
    private static (string Type, string Kind, string ItemClass) Reply(string text) =>
        ParticipationStatus().Match(text).Groups[1].Value.ToUpperInvariant() switch
    {
        "DECLINED" => ("#microsoft.graph.eventMessageResponse", "meetingDeclined", "IPM.Schedule.Meeting.Resp.Neg"),
        "TENTATIVE" => ("#microsoft.graph.eventMessageResponse", "meetingTenativelyAccepted", "IPM.Schedule.Meeting.Resp.Tent"),
        _ => ("#microsoft.graph.eventMessageResponse", "meetingAccepted", "IPM.Schedule.Meeting.Resp.Pos"),
    };

    [GeneratedRegex(@"^METHOD:(\w+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Method();

    [GeneratedRegex(@"PARTSTAT=""?([\w-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex ParticipationStatus();
}
