namespace Crm.Simulators.Graph;

/// <summary>
/// Delta rounds over a calendar window. The window is fixed in the token; a series comes as its master, occurrences and exceptions.
/// </summary>
public static class CalendarDelta
{
    private static readonly string[] Refused = ["$select", "$expand", "$filter", "$orderby", "$search"];

    public static IResult Get(
        string user, HttpRequest request, Mailboxes mailboxes, DeltaStates states, Faults faults, PublicAddress address)
    {
        var calendar = request.RouteValues["calendar"]?.ToString();
        if (mailboxes.Find(user) is not { } mailbox)
        {
            return GraphError.NoUser(user);
        }

        if (Refused.FirstOrDefault(request.Query.ContainsKey) is { } option)
        {
            return GraphError.BadRequest(
                $"The query parameter '{option}' is not supported with change tracking over calendarView.", "ErrorInvalidUrlQuery");
        }

        var call = ODataQuery.From(request);
        Round? round;
        if (DeltaStates.TokenOf(request) is { } token)
        {
            round = states.FindState<Round>(token, mailbox.Owner.Oid);
            round = round is { Pending: null } ? Next(mailbox, round, faults) : round;
        }
        else if (CalendarApi.WindowOf(request) is { } window)
        {
            var none = new Dictionary<string, IReadOnlyList<string>>();
            round = Next(mailbox, new Round(window.From, window.Until, 0, none, null, 0, calendar), faults, first: true);
        }
        else
        {
            return CalendarApi.NoWindow();
        }

        return round is null ? GraphError.NoSyncState()
            : Page(round, mailbox, call, faults, states,
                $"{address.Graph(request)}/users/{user}{(calendar is null ? "" : $"/calendars/{calendar}")}/calendarView/delta");
    }

    private static Round Next(Mailbox mailbox, Round round, Faults faults, bool first = false)
    {
        var sequence = mailbox.Sequence;
        var changed = mailbox.ChangesSince(round.Sequence).Where(one => one.Kind == ItemKind.Event).Select(one => one.ImmutableId)
            .ToHashSet(StringComparer.Ordinal);
        var reported = new Dictionary<string, IReadOnlyList<string>>(round.Reported);
        var pending = new List<Pending>();
        var isSilent = faults.Take("silentRemoval", "graph", mailbox.Owner.Oid) is not null;
        foreach (var item in mailbox.Events
            .Where(one => CalendarApi.IsIn(one, round.Calendar, mailbox) && (first || changed.Contains(one.ImmutableId))))
        {
            var instances = MeetingTimes.InstancesIn(item.Meeting, round.From, round.Until);
            var marks = new List<string>();
            if (item.Meeting.IsSeries && instances.Count > 0)
            {
                pending.Add(new Pending(item.ImmutableId, item.DefaultId, null, ""));
                marks.Add("");
            }

            pending.AddRange(instances.Select(one => new Pending(item.ImmutableId, item.DefaultId, one, Mark(one))));
            marks.AddRange(instances.Select(Mark));
            pending.AddRange(Gone(item.ImmutableId, item.DefaultId, marks));
            reported[item.ImmutableId] = marks;
        }

        foreach (var gone in changed.Where(id => mailbox.FindEvent(id) is null))
        {
            pending.AddRange(Gone(gone, ItemIds.Default(gone, 0), []));
            reported.Remove(gone);
        }

        return round with { Sequence = sequence, Reported = reported, Pending = pending, Position = 0 };

        IEnumerable<Pending> Gone(string immutableId, string defaultId, List<string> still) =>
            isSilent ? [] : round.Reported.GetValueOrDefault(immutableId, []).Except(still)
            .Select(mark => new Pending(immutableId, defaultId, null, mark, true));
    }

    private static string Mark(Instance one) => one.Kind == InstanceKind.Single ? "" : EventShape.InstanceId("=", one);

    private static IResult Page(Round round, Mailbox mailbox, ODataQuery query, Faults faults, DeltaStates states, string link)
    {
        var oid = mailbox.Owner.Oid;
        var size = faults.Take("emptyPage", "graph", oid) is not null ? 0 : Math.Clamp(query.PageSize ?? 10, 1, 1000);
        var value = new JsonArray();
        foreach (var pending in round.Pending!.Skip(round.Position).Take(size))
        {
            var id = query.ImmutableIds ? pending.ImmutableId : pending.DefaultId;
            if (pending.Gone)
            {
                value.Add(new JsonObject
                {
                    ["@odata.type"] = "#microsoft.graph.event",
                    ["id"] = pending.Mark.Length == 0 ? id : id.TrimEnd('=') + pending.Mark,
                    ["@removed"] = new JsonObject { ["reason"] = "deleted" },
                });
            }
            else if (mailbox.FindEvent(pending.ImmutableId) is { } item)
            {
                value.Add(pending.Instance switch
                {
                    null => EventShape.Of(item, mailbox.Owner, query),
                    { Kind: InstanceKind.Occurrence } occurrence => EventShape.Sparse(item, occurrence, query),
                    var instance => EventShape.Of(item, instance, mailbox.Owner, query),
                });
            }
        }

        var next = round.Position + size;
        return next < round.Pending!.Count || size == 0
            ? states.Page("event", value, link, oid, round with { Position = next }, isLast: false)
            : states.Page("event", value, link, oid, round with { Pending = null, Position = 0 }, isLast: true);
    }

    /// <param name="Reported">Per event the instances the client has been told about, so that those that vanish can be taken back.</param>
    private sealed record Round(
        DateTime From, DateTime Until, long Sequence, IReadOnlyDictionary<string, IReadOnlyList<string>> Reported, List<Pending>? Pending,
        int Position, string? Calendar);

    /// <param name="Instance">Null is the event or series itself.</param>
    private sealed record Pending(string ImmutableId, string DefaultId, Instance? Instance, string Mark, bool Gone = false);
}
