namespace Crm.Simulators.Connector;

public static class ConnectorApi
{
    private const int LargestMessage = 100 * 1024;

    public static IResult Create(HttpContext http, Conversations conversations, Firm firm)
    {
        if (Body(http) is not { } order)
        {
            return Error(400, "BadSyntax", "The request body is missing or malformed.");
        }

        var activity = order["activity"] as JsonObject;
        if (order["isGroup"]?.GetValue<bool>() == true)
        {
            if (order["channelData"]?["channel"]?["id"]?.GetValue<string>() is not { } channel || activity is null)
            {
                return Error(400, "BadSyntax", "Incorrect conversation creation parameters");
            }

            var number = conversations.NextActivityId();
            var thread = conversations.Open($"{channel};messageid={number}");
            thread.Activities[number] = activity.DeepClone().AsObject();
            return Results.Json(new JsonObject { ["id"] = thread.Id, ["activityId"] = number }, statusCode: StatusCodes.Status201Created);
        }

        if (order["members"] is not JsonArray { Count: 1 } members || firm.Find(members[0]?["id"]?.GetValue<string>()) is not { } user)
        {
            return Error(400, "BadSyntax", "Incorrect conversation creation parameters");
        }

        var personal = conversations.OpenPersonal(user);
        if (activity is not null)
        {
            personal.Activities[conversations.NextActivityId()] = activity.DeepClone().AsObject();
        }

        return Results.Json(new JsonObject { ["id"] = personal.Id }, statusCode: StatusCodes.Status201Created);
    }

    public static IResult Send(string id, HttpContext http, Conversations conversations) => Store(id, null, http, conversations);

    public static IResult Reply(string id, string activityId, HttpContext http, Conversations conversations) =>
        Store(id, activityId, http, conversations);

    public static IResult Update(string id, string activityId, HttpContext http, Conversations conversations)
    {
        if (Body(http) is not { } activity)
        {
            return Error(400, "BadSyntax", "The activity is missing or malformed.");
        }

        // A message that arrived before the simulator started is unknown here, yet Teams would know it.
        conversations.Open(id).Activities[activityId] = activity.DeepClone().AsObject();
        return Results.Json(new JsonObject { ["id"] = activityId });
    }

    public static IResult Delete(string id, string activityId, Conversations conversations) =>
        conversations.Find(id)?.Activities.TryRemove(activityId, out _) == true
        ? Results.Ok()
        : Error(404, "ActivityNotFoundInConversation", "The activity was not found.");

    public static IResult Members(string id, Conversations conversations, Firm firm) =>
        Results.Json(new JsonArray([.. conversations.MembersOf(id).Select(user => Account(user, firm))]));

    public static IResult Member(string id, string member, Conversations conversations, Firm firm) =>
        conversations.MembersOf(id).FirstOrDefault(user => user.Answers(member)) is { } found
            ? Results.Json(Account(found, firm))
            : Error(404, "MemberNotFoundInConversation", "The user is not part of the conversation.");

    public static IResult PagedMembers(
        string id, Conversations conversations, Firm firm, int pageSize = 50, string? continuationToken = null)
    {
        var all = conversations.MembersOf(id);
        var start = int.TryParse(continuationToken, out var from) ? from : 0;
        var size = Math.Clamp(pageSize, 1, 500);
        var page = new JsonObject { ["members"] = new JsonArray([.. all.Skip(start).Take(size).Select(user => Account(user, firm))]) };
        if (start + size < all.Count)
        {
            page["continuationToken"] = $"{start + size}";
        }

        return Results.Json(page);
    }

    public static IResult Team(string id, Firm firm) => Results.Json(new JsonObject
    {
        ["id"] = id,
        ["name"] = firm.Name,
        ["aadGroupId"] = "66666666-6666-4666-8666-666666666666",
        ["tenantId"] = firm.TenantId,
        ["type"] = "standard",
        ["channelCount"] = 2,
        ["memberCount"] = firm.Users.Count,
    });

    /// <summary>The General channel has the team's own id and no name.</summary>
    public static IResult Channels(string id) => Results.Json(new JsonObject
    {
        ["conversations"] = new JsonArray(
            new JsonObject { ["id"] = id, ["name"] = null, ["type"] = "standard" },
            new JsonObject { ["id"] = "19:deals@thread.tacv2", ["name"] = "Deals", ["type"] = "standard" }),
    });

    public static IResult Error(int status, string code, string message, string? subCode = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        var body = new JsonObject { ["error"] = error };
        if (subCode is not null)
        {
            error["innerHttpError"] = new JsonObject { ["statusCode"] = status, ["body"] = new JsonObject { ["subCode"] = subCode } };
            body["subCode"] = subCode;
            error["subCode"] = subCode;
        }

        return Results.Json(body, statusCode: status);
    }

    private static IResult Store(string id, string? replyTo, HttpContext http, Conversations conversations)
    {
        if (Body(http) is not { } activity || activity["type"] is null)
        {
            return Error(400, "BadSyntax", "The activity is missing or has no type.");
        }

        if (activity.ToJsonString().Length * sizeof(char) > LargestMessage)
        {
            return Error(413, "MessageSizeTooBig", "Message size too large.");
        }

        var number = conversations.NextActivityId();
        var stored = activity.DeepClone().AsObject();
        stored["id"] = number;
        if (replyTo is not null)
        {
            stored["replyToId"] = replyTo;
        }

        conversations.Open(id).Activities[number] = stored;
        return Results.Json(new JsonObject { ["id"] = number }, statusCode: StatusCodes.Status201Created);
    }

    private static JsonObject? Body(HttpContext http) => http.Items[ConnectorGate.BodyKey] as JsonObject;

    /// <summary>Without mail and principal name, which Teams stopped filling in 2022.</summary>
    private static JsonObject Account(FirmUser user, Firm firm) => new()
    {
        ["id"] = user.TeamsId,
        ["name"] = user.Name,
        ["aadObjectId"] = user.Oid,
        ["objectId"] = user.Oid,
        ["tenantId"] = firm.TenantId,
        ["userRole"] = "user",
    };
}
