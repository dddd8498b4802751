using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Simulators.Connector;

/// <summary>Token, ordered faults and the log, around every connector call.</summary>
public sealed class ConnectorGate(SigningKeys keys, Faults faults, ConnectorLog log, IOptions<SimulatorOptions> options, TimeProvider clock)
    : IEndpointFilter
{
    public const string BodyKey = "connector-body";
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var body = await ReadAsync(http.Request);
        http.Items[BodyKey] = body;
        http.Response.Headers["MS-CV"] = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        var caller = await CallerAsync(http.Request);
        var result = Refusal(http, caller) ?? await next(context);
        log.Add(http.Request, caller, (result as IStatusCodeHttpResult)?.StatusCode ?? 200, body);
        return result;
    }

    private IResult? Refusal(HttpContext http, string? caller)
    {
        if (faults.TakeStatus("connector", null, http.Request.Path) is { } fault)
        {
            if (fault.RetryAfter is { } seconds)
            {
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            var code = fault.Code ?? fault.Status switch
            {
                429 => "Throttled",
                412 => "PreconditionFailed",
                403 => "Forbidden",
                404 => "ConversationNotFound",
                413 => "MessageSizeTooBig",
                400 => "BadSyntax",
                401 => "BotNotRegistered",
                _ => "ServiceError",
            };
            return ConnectorApi.Error(fault.Status!.Value, code, fault.Message ?? code, fault.SubCode);
        }

        return caller is null && options.Value.ConnectorRequiresToken
            ? ConnectorApi.Error(401, "Unauthorized", "Authorization has been denied for this request.")
            : null;
    }

    private async Task<string?> CallerAsync(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var result = await Tokens.ValidateTokenAsync(header[7..], new TokenValidationParameters
        {
            IssuerSigningKeys = keys.All().Select(key => key.SecurityKey),
            ValidAlgorithms = ["RS256"],
            ValidAudiences = [TokenMint.BotAudience, TokenMint.BotAudience + "/"],
            ValidateIssuer = false,
            LifetimeValidator = (_, until, _, _) => until > clock.GetUtcNow().UtcDateTime,
        });
        return result.IsValid
            ? (result.Claims.TryGetValue("appid", out var app) || result.Claims.TryGetValue("azp", out app) ? app.ToString() : "")
            : null;
    }

    private static async Task<JsonNode?> ReadAsync(HttpRequest request)
    {
        try
        {
            return request.HasJsonContentType()
                ? await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
