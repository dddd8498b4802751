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

    public static IResult BadGrantType(TimeProvider clock, string type) => Refuse(clock, 400, "unsupported_grant_type", 70003,
        $"The app requested an unsupported grant type '{type}'.");

    public static IResult UnknownTenant(TimeProvider clock, string tid) =>
        Refuse(clock, 400, "invalid_request", 90002, $"Tenant '{tid}' not found.");

    private static IResult Refuse(TimeProvider clock, int status, string error, int number, string text)
    {
        var now = clock.GetUtcNow();
        var trace = Guid.CreateVersion7(now).ToString();
        var correlation = Guid.CreateVersion7(now).ToString();
        var stamp = now.ToString("yyyy-MM-dd HH:mm:ssZ", CultureInfo.InvariantCulture);
        return Results.Json(
            new JsonObject
            {
                ["error"] = error,
                ["error_description"] = $"AADSTS{number}: {text} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {stamp}",
                ["error_codes"] = new JsonArray(number),
                ["timestamp"] = stamp,
                ["trace_id"] = trace,
                ["correlation_id"] = correlation,
                ["error_uri"] = $"https://login.microsoftonline.com/error?code={number}",
            },
            statusCode: status);
    }
}
