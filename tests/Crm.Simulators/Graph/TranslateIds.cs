namespace Crm.Simulators.Graph;

/// <summary>Default ids to immutable ones and back, also from the slashed spelling that Office.js hands out. Refusals are per id.</summary>
public static class TranslateIds
{
    private const int Most = 1000;

    public static async Task<IResult> Post(string user, HttpRequest request, Mailboxes mailboxes)
    {
        if (mailboxes.Find(user) is not { } mailbox)
        {
            return GraphError.NoUser(user);
        }

        var order = await JsonNode.ParseAsync(request.Body) as JsonObject ?? [];
        var ids = order["inputIds"] as JsonArray ?? order["InputIds"] as JsonArray ?? [];
        if (ids.Count is 0 or > Most)
        {
            return GraphError.BadRequest($"Between 1 and {Most} ids can be translated in one call.", "ErrorInvalidParameter");
        }

        var immutable = string.Equals((order["targetIdType"] ?? order["TargetIdType"])?.GetValue<string>(), "restImmutableEntryId",
            StringComparison.OrdinalIgnoreCase);
        var answer = new JsonArray();
        foreach (var id in ids.Select(one => one!.GetValue<string>()))
        {
            var rest = id.Replace('/', '-').Replace('+', '_');
            var found = mailbox.FindMessage(rest) is { } message
                ? immutable ? message.ImmutableId : message.DefaultId
                : mailbox.FindEvent(rest) is { } item ? immutable ? item.ImmutableId : item.DefaultId : null;
            answer.Add(found is null
                ? new JsonObject { ["sourceId"] = id,
                    ["errorDetails"] = new JsonObject { ["code"] = "ErrorInvalidIdMalformed", ["message"] = "Id is malformed." } }
                : new JsonObject { ["sourceId"] = id, ["targetId"] = found });
        }

        return Results.Json(new JsonObject { ["value"] = answer });
    }
}
