namespace Crm.Simulators.Graph;

/// <summary>
/// Groups of the directory (Microsoft Graph v1.0, "List groups", "List group transitive members"): the same members and types as there.
/// </summary>
public static class GroupsApi
{
    /// <summary>Graph's own page of members, where nothing else is asked for.</summary>
    private const int PageSize = 100;

    public static IResult List(HttpRequest request, Firm firm, PublicAddress address)
    {
        var query = ODataQuery.From(request);
        return ODataFilter.TryParse(query.Filter, out var matches)
            ? GraphAnswers.Page(
                request, address, firm.Groups.Select(Shape).Where(matches).Select(group => query.Project(group)), query, PageSize)
            : GraphError.BadRequest("Invalid filter clause", "Request_UnsupportedQuery");
    }

    /// <summary>Users and groups in one list, each with its type.</summary>
    public static IResult TransitiveMembers(string group, HttpRequest request, Firm firm, PublicAddress address)
    {
        var query = ODataQuery.From(request);
        return firm.Groups.FirstOrDefault(g => g.Id.Equals(group, StringComparison.OrdinalIgnoreCase)) is { } found
            ? GraphAnswers.Page(
                request, address, firm.MembersOf(found).Select(member => Typed(member, firm)).Select(one => query.Project(one)), query,
                PageSize)
            : GraphError.NoUser(group);
    }

    private static JsonObject Typed(object member, Firm firm)
    {
        var (type, shape) = member is FirmGroup group ? ("group", Shape(group)) : ("user", UsersApi.Shape((FirmUser)member, firm));
        return new JsonObject([KeyValuePair.Create<string, JsonNode?>("@odata.type", $"#microsoft.graph.{type}"), .. shape.ToList()
            .Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))]);
    }

    private static JsonObject Shape(FirmGroup group) => new()
    {
        ["id"] = group.Id,
        ["deletedDateTime"] = null,
        ["classification"] = null,
        ["createdDateTime"] = "2024-01-08T08:00:00Z",
        ["description"] = group.Name,
        ["displayName"] = group.Name,
        ["expirationDateTime"] = null,
        ["groupTypes"] = new JsonArray(),
        ["isAssignableToRole"] = null,
        ["mail"] = group.Mail,
        ["mailEnabled"] = true,
        ["mailNickname"] = group.Mail.Split('@')[0],
        ["membershipRule"] = null,
        ["membershipRuleProcessingState"] = null,
        ["onPremisesLastSyncDateTime"] = null,
        ["onPremisesSecurityIdentifier"] = null,
        ["onPremisesSyncEnabled"] = null,
        ["preferredDataLocation"] = null,
        ["preferredLanguage"] = null,
        ["proxyAddresses"] = new JsonArray(
            [$"SMTP:{group.Mail}", .. group.Aliases.Select(alias => (JsonNode)$"smtp:{alias}")]),
        ["renewedDateTime"] = "2024-01-08T08:00:00Z",
        ["resourceBehaviorOptions"] = new JsonArray(),
        ["resourceProvisioningOptions"] = new JsonArray(),
        ["securityEnabled"] = false,
        ["theme"] = null,
        ["visibility"] = null,
        ["onPremisesProvisioningErrors"] = new JsonArray(),
    };
}
