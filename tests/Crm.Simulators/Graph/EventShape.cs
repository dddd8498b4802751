namespace Crm.Simulators.Graph;

public static class EventShape
{
    private const string InstanceMark = ".";

    /// <summary>The event or series as it stands in the calendar.</summary>
    public static JsonObject Of(StoredEvent item, FirmUser owner, ODataQuery query)
    {
        var meeting = item.Meeting;
        var full = EventJson.Common(meeting, meeting.Main, owner);
        Identify(full, item, query.Id(item), meeting.IsSeries ? "seriesMaster" : "singleInstance", null);
        full["start"] = EventJson.Time(meeting.StartUtc, meeting.IsAllDay, query.TimeZone);
        full["end"] = EventJson.Time(meeting.StartUtc + meeting.Length, meeting.IsAllDay, query.TimeZone);
        full["originalStart"] = null;
        full["recurrence"] = RecurrenceJson.From(meeting);
        return Finish(full, item, query);
    }

    public static JsonObject Of(StoredEvent item, Instance instance, FirmUser owner, ODataQuery query)
    {
        if (instance.Kind == InstanceKind.Single)
        {
            return Of(item, owner, query);
        }

        var meeting = item.Meeting;
        var allDay = instance.Component.Start is { HasTime: false };
        var full = EventJson.Common(meeting, instance.Component, owner);
        Identify(full, item, InstanceId(query.Id(item), instance), instance.Kind == InstanceKind.Exception ? "exception" : "occurrence",
            query.Id(item));
        full["iCalUId"] = EventJson.UidOf(meeting.Uid, instance.OriginalStartUtc);
        full["start"] = EventJson.Time(instance.StartUtc, allDay, query.TimeZone);
        full["end"] = EventJson.Time(instance.EndUtc, allDay, query.TimeZone);
        full["originalStart"] = instance.OriginalStartUtc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        full["recurrence"] = null;
        return Finish(full, item, query);
    }

    /// <summary>An occurrence in a delta round: the rest is to be taken from the series master.</summary>
    public static JsonObject Sparse(StoredEvent item, Instance instance, ODataQuery query) => new()
    {
        ["@odata.type"] = "#microsoft.graph.event",
        ["@odata.etag"] = Etag(item),
        ["id"] = InstanceId(query.Id(item), instance),
        ["seriesMasterId"] = query.Id(item),
        ["type"] = "occurrence",
        ["start"] = EventJson.Time(instance.StartUtc, instance.Component.Start is { HasTime: false }, query.TimeZone),
        ["end"] = EventJson.Time(instance.EndUtc, instance.Component.Start is { HasTime: false }, query.TimeZone),
    };

    public static string InstanceId(string seriesId, Instance instance) => instance.Kind == InstanceKind.Single
        ? seriesId
        : $"{seriesId.TrimEnd('=')}{InstanceMark}{instance.OriginalStartUtc.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture)}=";

    /// <summary>The series and the original start an instance's id stands for.</summary>
    public static (string SeriesId, DateTime OriginalStartUtc)? ReadInstanceId(string id) =>
        id.IndexOf(InstanceMark, StringComparison.Ordinal) is > 0 and var at
        && DateTime.TryParseExact(id[(at + 1)..].TrimEnd('='), "yyyyMMddHHmm", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start)
            ? ($"{id[..at]}=", start)
            : null;

    public static string Etag(StoredEvent item) => $"W/\"{ItemIds.ChangeKey(item.ImmutableId, item.Version)}\"";

    private static void Identify(JsonObject full, StoredEvent item, string id, string type, string? seriesId)
    {
        full["@odata.type"] = "#microsoft.graph.event";
        full["@odata.etag"] = Etag(item);
        full["id"] = id;
        full["changeKey"] = ItemIds.ChangeKey(item.ImmutableId, item.Version);
        full["type"] = type;
        full["seriesMasterId"] = seriesId;
        full["webLink"] = $"https://outlook.office365.com/owa/?itemid={Uri.EscapeDataString(id)}&exvsurl=1&path=/calendar/item";
    }

    private static JsonObject Finish(JsonObject full, StoredEvent item, ODataQuery query)
    {
        foreach (var (name, value) in item.Overrides)
        {
            full[name] = value?.DeepClone();
        }

        if (query.TextBodies && full["body"] is JsonObject body)
        {
            full["body"] =
                new JsonObject { ["contentType"] = "text", ["content"] = BodyText.FromHtml(body["content"]!.GetValue<string>()) };
        }

        return query.Project(full);
    }
}
