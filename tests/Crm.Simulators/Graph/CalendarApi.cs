namespace Crm.Simulators.Graph;

public static class CalendarApi
{
    public static IResult Calendars(string user, Mailboxes mailboxes) => mailboxes.Find(user) is { } mailbox
        ? GraphAnswers.Entity(new JsonObject
            { ["value"] = new JsonArray([CalendarOf(mailbox), .. mailbox.Calendars.Select(one => CalendarOf(one, mailbox))]) })
        : GraphError.NoUser(user);

    public static IResult Default(string user, Mailboxes mailboxes) =>
        mailboxes.Find(user) is { } mailbox ? GraphAnswers.Entity(CalendarOf(mailbox)) : GraphError.NoUser(user);

    public static IResult Events(string user, HttpRequest request, Mailboxes mailboxes, PublicAddress address)
    {
        if (mailboxes.Find(user) is not { } mailbox)
        {
            return GraphError.NoUser(user);
        }

        var query = ODataQuery.From(request);
        return ODataFilter.TryParse(query.Filter, out var matches)
            ? GraphAnswers.Page(
                request,
                address,
                mailbox.Events.Where(one => matches(EventShape.Of(one, mailbox.Owner, query with { Select = null })))
                    .Select(one => EventShape.Of(one, mailbox.Owner, query)),
                query)
            : GraphError.BadRequest("Invalid filter clause", "ErrorInvalidUrlQueryFilter");
    }

    public static IResult Get(string user, string id, HttpRequest request, Mailboxes mailboxes)
    {
        var query = ODataQuery.From(request);
        if (mailboxes.Find(user) is not { } mailbox)
        {
            return GraphError.NoUser(user);
        }

        if (!ItemIds.IsWellFormed(id))
        {
            return GraphError.MalformedId();
        }

        if (EventShape.ReadInstanceId(id) is { } instanceId)
        {
            return mailbox.FindEvent(instanceId.SeriesId) is { } series
                && Around(series.Meeting, instanceId.OriginalStartUtc) is { } instance
                ? GraphAnswers.Entity(EventShape.Of(series, instance, mailbox.Owner, query))
                : GraphError.NoItem();
        }

        return mailbox.FindEvent(id) is { } found ? GraphAnswers.Entity(EventShape.Of(found, mailbox.Owner, query)) : GraphError.NoItem();
    }

    public static IResult Instances(string user, string id, HttpRequest request, Mailboxes mailboxes, PublicAddress address)
    {
        if (mailboxes.Find(user)?.FindEvent(id) is not { } item)
        {
            return GraphError.NoItem();
        }

        return WindowOf(request) is { } window
            ? GraphAnswers.Page(
                request, address, Expand(item, mailboxes.Find(user)!, window, ODataQuery.From(request)), ODataQuery.From(request))
            : NoWindow();
    }

    public static IResult View(string user, HttpRequest request, Mailboxes mailboxes, PublicAddress address)
    {
        if (mailboxes.Find(user) is not { } mailbox)
        {
            return GraphError.NoUser(user);
        }

        var query = ODataQuery.From(request);
        return WindowOf(request) is { } window
            ? GraphAnswers.Page(request, address, mailbox.Events.SelectMany(item => Expand(item, mailbox, window, query)), query)
            : NoWindow();
    }

    public static (DateTime From, DateTime Until)? WindowOf(HttpRequest request)
    {
        DateTime? Read(string name) => DateTimeOffset.TryParse(
            request.Query[name].ToString().Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var time) ? time.UtcDateTime : null;
        return Read("startDateTime") is { } from && Read("endDateTime") is { } until && from < until ? (from, until) : null;
    }

    public static GraphError NoWindow() => GraphError.BadRequest(
        "This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.",
        "ErrorInvalidParameter");

    private static IEnumerable<JsonObject> Expand(
        StoredEvent item, Mailbox mailbox, (DateTime From, DateTime Until) window, ODataQuery query) =>
        MeetingTimes.InstancesIn(item.Meeting, window.From, window.Until).Select(one => EventShape.Of(item, one, mailbox.Owner, query));

    private static Instance? Around(Meeting meeting, DateTime originalStart) =>
        MeetingTimes.InstancesIn(meeting, originalStart.AddDays(-400), originalStart.AddDays(400))
        .FirstOrDefault(one => one.OriginalStartUtc == originalStart);

    /// <summary>Whether an event stands in the calendar of this id; null is the default one.</summary>
    public static bool IsIn(StoredEvent item, string? calendar, Mailbox mailbox) =>
        item.CalendarId == (calendar == ItemIds.Folder(mailbox.Owner.Oid, "calendar") ? null : calendar);

    private static JsonObject CalendarOf(FurtherCalendar calendar, Mailbox mailbox) => new()
    {
        ["id"] = calendar.Id,
        ["name"] = calendar.Name,
        ["isDefaultCalendar"] = false,
        ["canEdit"] = calendar.Owner == mailbox.Owner.Mail,
        ["owner"] = new JsonObject { ["name"] = calendar.Owner.Split('@')[0], ["address"] = calendar.Owner },
    };

    private static JsonObject CalendarOf(Mailbox mailbox) => new()
    {
        ["id"] = ItemIds.Folder(mailbox.Owner.Oid, "calendar"),
        ["name"] = "Calendar",
        ["isDefaultCalendar"] = true,
        ["canEdit"] = true,
        ["owner"] = new JsonObject { ["name"] = mailbox.Owner.Name, ["address"] = mailbox.Owner.Mail },
    };
}
