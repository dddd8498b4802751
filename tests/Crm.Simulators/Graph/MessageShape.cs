namespace Crm.Simulators.Graph;

public static partial class MessageShape
{
    private static readonly string[] OnlyWhenAsked = ["internetMessageHeaders", "uniqueBody"];

    public static JsonObject Of(StoredMessage message, Mailbox mailbox, ODataQuery query)
    {
        var full = message.Content.DeepClone().AsObject();
        var id = query.Id(message);
        full["id"] = id;
        full["parentFolderId"] = message.Folder.Id;
        if (full["receivedDateTime"]?.GetValue<string>().Contains('.', StringComparison.Ordinal) == true)
        {
            full["receivedDateTime"] = MessageJson.Stamp(message.Received); // Exchange keeps parts of a second, Graph tells none.
        }

        full["changeKey"] = ItemIds.ChangeKey(message.ImmutableId, message.Version);
        full["@odata.etag"] = $"W/\"{ItemIds.ChangeKey(message.ImmutableId, message.Version)}\"";
        full["webLink"] = $"https://outlook.office365.com/owa/?ItemID={Uri.EscapeDataString(id)}&exvsurl=1&viewmodel=ReadMessageItem";
        full["@odata.type"] ??= "#microsoft.graph.message";
        if (query.TextBodies)
        {
            ToText(full, "body");
            ToText(full, "uniqueBody");
        }

        var properties = ExtendedProperties(full, query.Expand);
        full.Remove("singleValueExtendedProperties");
        var shaped = query.Project(full, OnlyWhenAsked);
        if (properties is { Count: > 0 })
        {
            shaped["singleValueExtendedProperties"] = properties;
        }

        if (query.Expand?.Contains("eventMessage/event", StringComparison.OrdinalIgnoreCase) == true
            && EventOf(message, mailbox) is { } item)
        {
            shaped["event"] = EventShape.Of(item, mailbox.Owner, query with { Select = null });
        }

        if (query.Expand?.Contains("attachments", StringComparison.OrdinalIgnoreCase) == true)
        {
            shaped["attachments"] = AttachmentShape.Of(message);
        }

        return shaped;
    }

    /// <summary>An incremental round may send only what changed, and a program must merge it.</summary>
    public static JsonObject Partial(StoredMessage message, Mailbox mailbox, ODataQuery query, IReadOnlyList<string> properties) =>
        Of(message, mailbox,
            query with { Select = query.Select is null ? properties : [.. properties.Where(query.Selects)], Expand = null });

    private static StoredEvent? EventOf(StoredMessage message, Mailbox mailbox) =>
        message.Content["meetingMessageType"] is not null && Uid().Match(BodyOf(message)) is { Success: true } uid
        ? mailbox.FindMeeting(uid.Groups[1].Value.Trim())
        : null;

    private static string BodyOf(StoredMessage message) => CalendarRepair.Repair(MailFile.Read(message.Mime, default).Calendar ?? "");

    private static void ToText(JsonObject message, string name)
    {
        if (message[name] is JsonObject body && body["contentType"]?.GetValue<string>() == "html")
        {
            message[name] =
                new JsonObject { ["contentType"] = "text", ["content"] = BodyText.FromHtml(body["content"]!.GetValue<string>()) };
        }
    }

    /// <summary>Property tags are compared as numbers: 0x36 and 0x0036 name the same property.</summary>
    private static JsonArray? ExtendedProperties(JsonObject full, string? expand)
    {
        if (expand is null || !expand.Contains("singleValueExtendedProperties", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var asked = PropertyId().Matches(expand).Select(
            match => $"{match.Groups["type"].Value.ToLowerInvariant()} {Convert.ToInt32(match.Groups["tag"].Value, 16)}").ToHashSet();
        var found = full["singleValueExtendedProperties"]!.AsArray().Where(one =>
            PropertyId().Match(one!["id"]!.GetValue<string>()) is { Success: true } id
            && asked.Contains($"{id.Groups["type"].Value.ToLowerInvariant()} {Convert.ToInt32(id.Groups["tag"].Value, 16)}"));
        return new JsonArray([.. found.Select(one => one!.DeepClone())]);
    }

    [GeneratedRegex("(?<type>Integer|String) 0x(?<tag>[0-9a-f]+)", RegexOptions.IgnoreCase)]
    private static partial Regex PropertyId();

    [GeneratedRegex("^UID[^:]*:(.+)$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Uid();
}
