namespace Crm.Simulators.Outlook;

/// <summary>An item as the host page shows it and as Office.js describes it to the pane.</summary>
public static class HostItem
{
    private static readonly ODataQuery Everything = new(null, null, null, null, null, 0, null, false, false, "UTC");

    public static JsonObject Row(StoredMessage message)
    {
        var content = message.Content;
        return new JsonObject
        {
            ["id"] = message.DefaultId,
            ["kind"] = "message",
            ["internetMessageId"] = content["internetMessageId"]?.DeepClone(),
            ["subject"] = content["subject"]?.DeepClone(),
            ["preview"] = content["bodyPreview"]?.DeepClone(),
            ["from"] = Person(content["from"]),
            ["to"] = People(content["toRecipients"]),
            ["when"] = content["receivedDateTime"]?.DeepClone(),
            ["isRead"] = content["isRead"]?.DeepClone(),
            ["isDraft"] = content["isDraft"]?.DeepClone(),
            ["isMeeting"] = content["meetingMessageType"] is not null,
            ["hasAttachments"] = content["hasAttachments"]?.DeepClone(),
        };
    }

    public static JsonObject Full(StoredMessage message)
    {
        var content = message.Content;
        var full = Row(message);
        full["mode"] = content["isDraft"]?.GetValue<bool>() == true ? "messageCompose" : "messageRead";
        full["restId"] = message.DefaultId;
        full["ewsId"] = message.DefaultId.Replace('-', '/').Replace('_', '+');
        full["conversationId"] = content["conversationId"]?.DeepClone();
        full["itemClass"] = content["singleValueExtendedProperties"]![1]!["value"]!.DeepClone();
        full["sender"] = Person(content["sender"]);
        full["cc"] = People(content["ccRecipients"]);
        full["bcc"] = People(content["bccRecipients"]);
        full["created"] = content["createdDateTime"]?.DeepClone();
        full["modified"] = content["lastModifiedDateTime"]?.DeepClone();
        full["sent"] = content["sentDateTime"]?.DeepClone();
        full["normalizedSubject"] = Topics.Normalize(content["subject"]?.GetValue<string>());
        full["categories"] = content["categories"]?.DeepClone();
        var html = content["body"]!["contentType"]!.GetValue<string>() == "html";
        var body = content["body"]!["content"]!.GetValue<string>();
        full["html"] = html ? body : null;
        full["text"] = html ? BodyText.FromHtml(body) : body;
        full["headers"] =
            string.Join("\r\n", content["internetMessageHeaders"]!.AsArray().Select(one => $"{one!["name"]}: {one["value"]}"));
        full["attachments"] = new JsonArray([.. AttachmentShape.Of(message).Select(one => (JsonNode)new JsonObject
        {
            ["id"] = one!["id"]!.DeepClone(),
            ["name"] = one["name"]!.DeepClone(),
            ["contentType"] = one["contentType"]!.DeepClone(),
            ["size"] = one["size"]!.DeepClone(),
            ["attachmentType"] = one["contentBytes"] is null ? "item" : "file",
            ["isInline"] = false,
        })]);
        return full;
    }

    public static JsonObject Row(StoredEvent item, Instance instance, FirmUser owner)
    {
        var shape = EventShape.Of(item, instance, owner, Everything);
        return new JsonObject
        {
            ["id"] = shape["id"]!.DeepClone(),
            ["kind"] = "event",
            ["subject"] = shape["subject"]?.DeepClone(),
            ["preview"] = shape["location"]?["displayName"]?.DeepClone(),
            ["from"] = Person(shape["organizer"]),
            ["when"] = Stamp(instance.StartUtc),
            ["end"] = Stamp(instance.EndUtc),
            ["isAllDay"] = shape["isAllDay"]?.DeepClone(),
            ["isCancelled"] = shape["isCancelled"]?.DeepClone(),
            ["isPrivate"] = shape["sensitivity"]?.GetValue<string>() != "normal",
            ["isRead"] = true,
        };
    }

    public static JsonObject Full(StoredEvent item, DateTime? originalStart, FirmUser owner)
    {
        var instances = MeetingTimes.InstancesIn(
            item.Meeting, (originalStart ?? item.Meeting.StartUtc).AddDays(-400), (originalStart ?? item.Meeting.StartUtc).AddDays(400));
        var instance = instances.FirstOrDefault(one => originalStart is null || one.OriginalStartUtc == originalStart)
            ?? new Instance(InstanceKind.Single, item.Meeting.StartUtc, item.Meeting.StartUtc, item.Meeting.StartUtc + item.Meeting.Length,
                item.Meeting.Main);
        var shape = EventShape.Of(item, instance, owner, Everything);
        var full = Row(item, instance, owner);
        var id = shape["id"]!.GetValue<string>();
        full["mode"] = shape["isOrganizer"]!.GetValue<bool>() ? "appointmentOrganizer" : "appointmentAttendee";
        full["restId"] = id;
        full["ewsId"] = id.Replace('-', '/').Replace('_', '+');
        full["seriesId"] = shape["seriesMasterId"]?.DeepClone();
        full["itemClass"] = "IPM.Appointment";
        full["location"] = shape["location"]?["displayName"]?.DeepClone();
        full["required"] = Attendees(shape, "required");
        full["optional"] = Attendees(shape, "optional");
        full["text"] = BodyText.FromHtml(shape["body"]!["content"]!.GetValue<string>());
        full["html"] = shape["body"]!["content"]!.DeepClone();
        full["sensitivity"] = shape["sensitivity"]?.DeepClone();
        full["response"] = shape["responseStatus"]?["response"]?.DeepClone();
        full["categories"] = shape["categories"]?.DeepClone();
        full["attachments"] = new JsonArray();
        return full;
    }

    private static JsonObject? Person(JsonNode? person) => person?["emailAddress"] is not { } address
        ? null
        : new JsonObject { ["name"] = address["name"]?.DeepClone(), ["email"] = address["address"]?.DeepClone() };

    private static JsonArray People(JsonNode? list) => new([.. (list as JsonArray ?? []).Select(Person).OfType<JsonNode>()]);

    private static JsonArray Attendees(JsonObject shape, string type) =>
        new([.. shape["attendees"]!.AsArray().Where(one => one!["type"]!.GetValue<string>() == type).Select(one =>
    {
        var person = Person(one)!;
        person["response"] = one!["status"]!["response"]!.DeepClone();
        return (JsonNode)person;
    })]);

    private static string Stamp(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
