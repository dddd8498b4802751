namespace Crm.Simulators.Graph;

/// <summary>Delta rounds over the messages of one folder.</summary>
public static class MessageDelta
{
    public static IResult Get(
        string user, string folder, HttpRequest request, Mailboxes mailboxes, DeltaStates states, Faults faults, PublicAddress address,
        IOptions<SimulatorOptions> options)
    {
        if (mailboxes.Find(user) is not { } mailbox)
        {
            return GraphError.NoUser(user);
        }

        if (mailbox.FindFolder(folder) is not { } target)
        {
            return GraphError.NoItem();
        }

        var query = ODataQuery.From(request).OfList(options.Value);
        Round? round;
        if (DeltaStates.TokenOf(request) is { } token)
        {
            round = states.FindState<Round>(token, mailbox.Owner.Oid) is { } known && known.FolderId == target.Id ? known : null;
            round = round is { Pending: null } ? Incremental(mailbox, round) : round;
        }
        else if (IsSyncable(query.Filter)
            && (query.OrderBy is null || query.OrderBy.Equals("receivedDateTime desc", StringComparison.OrdinalIgnoreCase)))
        {
            round = Initial(mailbox, target, query, request.Query["changeType"].ToString(), options.Value.FilteredRound);
        }
        else
        {
            return GraphError.BadRequest(
                "The query is not supported with delta: only receivedDateTime may be filtered and ordered by.", "ErrorInvalidUrlQuery");
        }

        return round is null ? GraphError.NoSyncState()
            : Page(round, mailbox, query, faults, states, $"{address.Graph(request)}/users/{user}/mailFolders/{folder}/messages/delta");
    }

    private static bool IsSyncable(string? filter) =>
        filter is null
        || (filter.StartsWith("receivedDateTime g", StringComparison.OrdinalIgnoreCase) && ODataFilter.TryParse(filter, out _));

    private static Func<JsonObject, bool> Matching(string? filter) => ODataFilter.TryParse(filter, out var matches) ? matches : _ => true;

    private static Round Initial(Mailbox mailbox, MailFolder folder, ODataQuery query, string changeType, int mostFiltered)
    {
        var sequence = mailbox.Sequence;
        var matches = Matching(query.Filter);
        var found = mailbox.Messages.Where(one => one.Folder == folder && matches(one.Content)).OrderByDescending(one => one.Received)
            .Take(query.Filter is null ? int.MaxValue : mostFiltered)
            .Select(one => new Pending(one.ImmutableId, one.DefaultId, null, null));
        return new Round(folder.Id, query, changeType, sequence, changeType is "updated" or "deleted" ? [] : [.. found], 0);
    }

    private static Round Incremental(Mailbox mailbox, Round round)
    {
        var matches = Matching(round.Query.Filter);
        var sequence = mailbox.Sequence;
        var pending = new List<Pending>();
        var changes = mailbox.ChangesSince(round.Sequence)
            .Where(one => one.Kind == ItemKind.Message && one.FolderId == round.FolderId && one.Sequence <= sequence);
        foreach (var history in changes.GroupBy(one => one.ImmutableId, StringComparer.Ordinal))
        {
            var last = history.Last();
            if (last.Verb == ChangeVerb.Deleted)
            {
                if (history.First().Verb != ChangeVerb.Created && Wants(round, "deleted"))
                {
                    pending.Add(new Pending(last.ImmutableId, last.DefaultId, last.Moved ? "changed" : "deleted", null));
                }
            }
            else if (mailbox.FindMessage(last.ImmutableId) is { } message && matches(message.Content)
                && Wants(round, history.Any(one => one.Verb == ChangeVerb.Created) ? "created" : "updated"))
            {
                var whole = history.Any(one => one.Properties is null);
                pending.Add(
                    new Pending(
                        last.ImmutableId, last.DefaultId, null, whole ? null : [.. history.SelectMany(one => one.Properties!).Distinct()]));
            }
        }

        return round with { Sequence = sequence, Pending = pending, Position = 0 };
    }

    private static bool Wants(Round round, string changeType) => round.ChangeType.Length == 0 || round.ChangeType == changeType;

    private static IResult Page(Round round, Mailbox mailbox, ODataQuery call, Faults faults, DeltaStates states, string link)
    {
        // Preferences belong to the call, the rest to the round.
        var query = round.Query with { ImmutableIds = call.ImmutableIds, TextBodies = call.TextBodies };
        var oid = mailbox.Owner.Oid;
        var size = faults.Take("emptyPage", "graph", oid) is not null ? 0 : Math.Clamp(call.PageSize ?? round.Query.Top ?? 10, 1, 1000);
        var value = new JsonArray();
        foreach (var pending in round.Pending!.Skip(round.Position).Take(size))
        {
            if (pending.Removed is not null)
            {
                value.Add(new JsonObject
                {
                    ["@odata.type"] = "#microsoft.graph.message",
                    ["id"] = query.ImmutableIds ? pending.ImmutableId : pending.DefaultId,
                    ["@removed"] = new JsonObject { ["reason"] = pending.Removed },
                });
            }
            else if (mailbox.FindMessage(pending.ImmutableId) is { } message && message.Folder.Id == round.FolderId)
            {
                value.Add(pending.Properties is null
                    ? MessageShape.Of(message, mailbox, query)
                    : MessageShape.Partial(message, mailbox, query, pending.Properties));
            }
        }

        if (value.Count > 0 && faults.Take("repeatEntity", "graph", oid) is not null)
        {
            value.Add(value[0]!.DeepClone());
        }

        var next = round.Position + size;
        return next < round.Pending!.Count || size == 0
            ? states.Page("message", value, link, oid, round with { Position = next }, isLast: false)
            : states.Page("message", value, link, oid, round with { Pending = null, Position = 0 }, isLast: true);
    }

    /// <summary>A round under way, or, without pending items, the point where the next one starts.</summary>
    private sealed record Round(string FolderId, ODataQuery Query, string ChangeType, long Sequence, List<Pending>? Pending, int Position);

    private sealed record Pending(string ImmutableId, string DefaultId, string? Removed, IReadOnlyList<string>? Properties);
}
