namespace Crm.Simulators.Graph;

/// <summary>A refusal in Graph's own shape: <c>error{code,message,innerError{date,request-id,client-request-id}}</c>.</summary>
public sealed class GraphError(int status, string code, string message) : IResult
{
    public const string RequestIdKey = "graph-request-id";

    public static GraphError BadRequest(string message, string code = "BadRequest") => new(400, code, message);

    public static GraphError MalformedId() => new(400, "ErrorInvalidIdMalformed", "Id is malformed.");

    public static GraphError NoItem() =>
        new(404, "ErrorItemNotFound",
            "The specified object was not found in the store., The process failed to get the correct properties.");

    public static GraphError NoResource() => new(404, "ResourceNotFound", "Resource could not be discovered.");

    public static GraphError NoUser(string key) => new(404, "Request_ResourceNotFound",
        $"Resource '{key}' does not exist or one of its queried reference-property objects are not present.");

    public static GraphError NoSyncState() => new(410, "SyncStateNotFound",
        "The sync state generation is not found; generation=149;[highest=157][157][155][156].");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        var requestId = httpContext.Items[RequestIdKey]?.ToString() ?? httpContext.TraceIdentifier;
        var clientId = httpContext.Request.Headers["client-request-id"].ToString();
        var clock = httpContext.RequestServices.GetRequiredService<TimeProvider>();
        await response.WriteAsJsonAsync(
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["code"] = code,
                    ["message"] = message,
                    ["innerError"] = new JsonObject
                    {
                        ["date"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
                        ["request-id"] = requestId,
                        ["client-request-id"] = clientId.Length > 0 ? clientId : requestId,
                    },
                },
            },
            httpContext.RequestAborted);
    }
}
