using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Simulators.Graph;

/// <summary>Stands before every Graph call: request ids, the token, ordered faults, and the limit of calls at a time per mailbox.</summary>
public static class GraphGate
{
    private const string GraphAppId = "00000003-0000-0000-c000-000000000000";
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    public static void UseGraphGate(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/graph/v1.0", StringComparison.OrdinalIgnoreCase),
        graph => graph.Use(PassAsync));

    public static string? CallerOid(HttpContext context)
    {
        var token = Bearer(context.Request);
        return Tokens.CanReadToken(token) && Tokens.ReadJsonWebToken(token).TryGetPayloadValue<string>("oid", out var oid) ? oid : null;
    }

    /// <summary>Whose delegated token it is; null of an application's own.</summary>
    public static string? Person(HttpContext context)
    {
        var token = Bearer(context.Request);
        return Tokens.CanReadToken(token) && Tokens.ReadJsonWebToken(token) is var read && read.TryGetPayloadValue<string>("scp", out _)
            && read.TryGetPayloadValue<string>("oid", out var oid) ? oid : null;
    }

    /// <summary>The application that asks: subscriptions belong to it.</summary>
    public static string? CallerApp(HttpContext context)
    {
        var token = Bearer(context.Request);
        if (!Tokens.CanReadToken(token))
        {
            return null;
        }

        var read = Tokens.ReadJsonWebToken(token);
        return read.TryGetPayloadValue<string>("appid", out var v1) ? v1 : read.TryGetPayloadValue<string>("azp", out var v2) ? v2 : null;
    }

    private static async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var services = context.RequestServices;
        var clock = services.GetRequiredService<TimeProvider>();
        var requestId = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        context.Items[GraphError.RequestIdKey] = requestId;
        context.Response.Headers["request-id"] = requestId;
        context.Response.Headers["client-request-id"] = context.Request.Headers["client-request-id"].ToString() is { Length: > 0 } given
            ? given
            : requestId;

        if (!await IsGenuineAsync(context, services))
        {
            context.Response.Headers.WWWAuthenticate =
                "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\"";
            await new GraphError(401, "InvalidAuthenticationToken",
                "Access token validation failure. Invalid audience, signature or lifetime.").ExecuteAsync(context);
            return;
        }

        var mailboxes = services.GetRequiredService<Mailboxes>();
        if (!context.Items.ContainsKey(Batch.PartKey))
        {
            mailboxes.CountRequest();
        }

        var mailbox = mailboxes.Find(UserSegment(context.Request.Path));
        if (services.GetRequiredService<Faults>().TakeStatus("graph", mailbox?.Owner.Oid, context.Request.Path) is { } fault)
        {
            await AnswerAsync(context, fault, mailbox is null ? null : mailboxes.LoadOf(mailbox.Owner.Oid));
            return;
        }

        if (Person(context) is { } person && !IsTheirs(context.Request.Path, mailbox, person))
        {
            await new GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.").ExecuteAsync(context);
            return;
        }

        var chaos = services.GetRequiredService<Chaos>();
        if (chaos.OfCall(context.Request) is { } misfortune)
        {
            await AnswerAsync(context, misfortune, mailbox is null ? null : mailboxes.LoadOf(mailbox.Owner.Oid));
            return;
        }

        if (mailbox is null)
        {
            await next(context);
            return;
        }

        var load = mailboxes.LoadOf(mailbox.Owner.Oid);
        var busy = load.Enter();
        try
        {
            if (services.GetRequiredService<Faults>().Take("delay", "graph", mailbox.Owner.Oid, context.Request.Path) is { } slow)
            {
                await Task.Delay(slow.DelayMs, context.RequestAborted);
            }

            if (busy > services.GetRequiredService<IOptions<SimulatorOptions>>().Value.Concurrency)
            {
                await AnswerAsync(context, new Fault("429", RetryAfter: 1), load);
                return;
            }

            await (chaos.CutsAnswer() ? Chaos.CutAsync(context, next) : next(context));
        }
        finally
        {
            load.Leave();
        }
    }

    /// <summary>A delegated token opens its person's own mailbox, and no group: nobody asks for that permission.</summary>
    private static bool IsTheirs(PathString path, Mailbox? mailbox, string person) =>
        mailbox is not null ? mailbox.Owner.Oid == person
        : UserSegment(path) is null && !path.StartsWithSegments("/graph/v1.0/groups", StringComparison.OrdinalIgnoreCase);

    private static async Task AnswerAsync(HttpContext context, Fault fault, Mailboxes.Load? load)
    {
        await Task.Delay(fault.DelayMs, context.RequestAborted);
        if (fault.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var (code, message) = fault.Status switch
        {
            429 => ("ApplicationThrottled", "Application is over its MailboxConcurrency limit."),
            410 => ("SyncStateNotFound", "The sync state generation is not found; generation=149;[highest=157][157][155][156]."),
            403 => ("ErrorAccessDenied", "Access is denied. Check credentials and try again."),
            404 => ("ErrorItemNotFound", "The specified object was not found in the store."),
            401 => ("InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."),
            503 => ("serviceNotAvailable", "The service is temporarily unavailable. Please retry the request later."),
            504 => ("gatewayTimeout", "The gateway did not answer in time."),
            _ => ("generalException", "An error occurred while processing the request."),
        };
        if (fault.Status == 429 && load is not null)
        {
            load.Throttled++;
        }

        if (fault.Status == 410)
        {
            context.Response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?$skiptoken=";
        }

        await new GraphError(fault.Status ?? 500, fault.Code ?? code, fault.Message ?? message).ExecuteAsync(context);
    }

    private static async Task<bool> IsGenuineAsync(HttpContext context, IServiceProvider services)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var result = await Tokens.ValidateTokenAsync(Bearer(context.Request), new TokenValidationParameters
        {
            IssuerSigningKeys = services.GetRequiredService<SigningKeys>().All().Select(key => key.SecurityKey),
            ValidAlgorithms = ["RS256"],
            ValidAudiences = [TokenMint.GraphAudience, TokenMint.GraphAudience + "/", GraphAppId],
            ValidateIssuer = false,
            LifetimeValidator = (from, until, _, _) => until > clock.GetUtcNow().UtcDateTime.AddMinutes(-5)
                && !(from > clock.GetUtcNow().UtcDateTime.AddMinutes(5)),
        });
        return result.IsValid;
    }

    private static string Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        ? header[7..].Trim()
        : "";

    private static string? UserSegment(PathString path)
    {
        var parts = path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts is [_, _, var users, var key, ..] && users.Equals("users", StringComparison.OrdinalIgnoreCase)
            ? Uri.UnescapeDataString(key)
            : null;
    }
}
