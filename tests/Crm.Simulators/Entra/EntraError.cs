namespace Crm.Simulators.Entra;

/// <summary>The token endpoint's refusals, with the AADSTS numbers that administrators search for.</summary>
public static class EntraError
{
    public static IResult UnknownApplication(TimeProvider clock, string clientId) => Refuse(clock, 400, "unauthorized_client", 700016,
        $"Application with identifier '{clientId}' was not found in the directory.");

    public static IResult WrongSecret(TimeProvider clock, string clientId) => Refuse(clock, 401, "invalid_client", 7000215,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret "
            + $"ID, for a secret added to app '{clientId}'.");

    public static IResult BadScope(TimeProvider clock, string scope) => Refuse(clock, 400, "invalid_scope", 1002012,
        $"The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to "
            + "the resource identifier.");

    public static IResult BadGrant(TimeProvider clock, string why) => Refuse(clock, 400, "invalid_grant", 70008, why);

    public static IResult BadRequest(TimeProvider clock, int number, string why) => Refuse(clock, 400, "invalid_request", number, why);

    public static IResult BadAssertion(TimeProvider clock, int number, string why) => Refuse(clock, 400, "invalid_grant", number, why);

    public static IResult NoConsent(TimeProvider clock) => Refuse(clock, 400, "invalid_grant", 65001,
        "The user or administrator has not consented to use the application. Send an interactive authorization request for this user and "
            + "resource.",
        suberror: "consent_required");

    public static IResult Revoked(TimeProvider clock) => Refuse(clock, 400, "invalid_grant", 50173,
        "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their "
            + "password.",
        suberror: "bad_token");

    public static IResult Challenge(TimeProvider clock) => Refuse(clock, 400, "interaction_required", 50076,
        "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor "
            + "authentication to access the resource.",
        suberror: "basic_action", claims: """{"access_token":{"capolids":{"essential":true,"values":["a-policy"]}}}""");

    public static IResult BadGrantType(TimeProvider clock, string type) => Refuse(clock, 400, "unsupported_grant_type", 70003,
        $"The app requested an unsupported grant type '{type}'.");

    public static IResult UnknownTenant(TimeProvider clock, string tid) =>
        Refuse(clock, 400, "invalid_request", 90002, $"Tenant '{tid}' not found.");

    private static IResult Refuse(
        TimeProvider clock, int status, string error, int number, string text, string? suberror = null, string? claims = null)
    {
        var now = clock.GetUtcNow();
        var trace = Guid.CreateVersion7(now).ToString();
        var correlation = Guid.CreateVersion7(now).ToString();
        var stamp = now.ToString("yyyy-MM-dd HH:mm:ssZ", CultureInfo.InvariantCulture);
        var body = new JsonObject
        {
            ["error"] = error,
            ["error_description"] = $"AADSTS{number}: {text} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {stamp}",
            ["error_codes"] = new JsonArray(number),
            ["timestamp"] = stamp,
            ["trace_id"] = trace,
            ["correlation_id"] = correlation,
            ["error_uri"] = $"https://login.microsoftonline.com/error?code={number}",
        };
        foreach (var (name, value) in new[] { ("suberror", suberror), ("claims", claims) })
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }

        return Results.Json(body, statusCode: status);
    }
}
