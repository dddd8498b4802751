namespace Crm.Simulators.Graph;

public static class UsersApi
{
    private static readonly string[] OnlyWhenAsked = [
        "proxyAddresses", "otherMails", "accountEnabled", "userType", "mailboxSettings", "department"];

    public static IResult List(HttpRequest request, Firm firm, PublicAddress address)
    {
        var query = ODataQuery.From(request);
        return ODataFilter.TryParse(query.Filter, out var matches)
            ? GraphAnswers.Page(request, address, firm.Users.Select(user => Shape(user, firm)).Where(matches)
                .Select(user => query.Project(user, OnlyWhenAsked)), query, 100)
            : GraphError.BadRequest("Invalid filter clause", "Request_UnsupportedQuery");
    }

    /// <summary>By object id, user principal name, mail or alias.</summary>
    public static IResult Get(string user, HttpRequest request, Firm firm) => firm.Find(user) is { } found
        ? GraphAnswers.Entity(ODataQuery.From(request).Project(Shape(found, firm), OnlyWhenAsked))
        : GraphError.NoUser(user);

    public static IResult Settings(string user, Firm firm) => firm.Find(user) is { } found
        ? GraphAnswers.Entity(SettingsOf(found))
        : GraphError.NoUser(user);

    internal static JsonObject Shape(FirmUser user, Firm firm) => new()
    {
        ["id"] = user.Oid,
        ["displayName"] = user.Name,
        ["givenName"] = user.Name.Split(' ')[0],
        ["surname"] = user.Name.Split(' ')[^1],
        ["mail"] = user.Mail,
        ["userPrincipalName"] = user.Mail,
        ["preferredLanguage"] = user.Locale,
        ["jobTitle"] = user.Role switch { "MANAGER" => "Sales Manager", "ADMIN" => "CRM Administrator", _ => "Account Executive" },
        ["companyName"] = firm.Name,
        ["mobilePhone"] = null,
        ["officeLocation"] = null,
        ["businessPhones"] = new JsonArray(),
        ["accountEnabled"] = user.Role != FirmUser.Shared,
        ["userType"] = "Member",
        ["department"] = "Sales",
        ["otherMails"] = new JsonArray(),
        ["proxyAddresses"] = new JsonArray([
            $"SMTP:{user.Mail}", .. user.Aliases.Select(alias => (JsonNode)$"smtp:{alias}"), $"SIP:{user.Mail}"]),
        ["mailboxSettings"] = SettingsOf(user),
    };

    private static JsonObject SettingsOf(FirmUser user) => new()
    {
        ["timeZone"] = Zones.WindowsName(Zones.Find(user.TimeZone)!),
        ["dateFormat"] = "yyyy-MM-dd",
        ["timeFormat"] = "HH:mm",
        ["userPurpose"] = "user",
        ["language"] = new JsonObject { ["locale"] = user.Locale, ["displayName"] = user.Locale },
        ["automaticRepliesSetting"] = new JsonObject { ["status"] = "disabled" },
    };
}
