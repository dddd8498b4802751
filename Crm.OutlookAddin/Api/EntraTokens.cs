using System.Security.Claims;
using Crm.OutlookAddin.Jobs;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Microsoft.IdentityModel.Validators;

namespace Crm.OutlookAddin.Api;

/// <summary>
/// Is this a token that Entra ID made for us? What it lets its bearer do is <see cref="PaneCallers"/>' question. Source: Microsoft identity
/// platform, "Access tokens" and "Secure applications and APIs by validating claims".
/// </summary>
internal sealed partial class EntraTokens(IOptions<AzureAdOptions> azureAd, IHostEnvironment environment, ILogger<EntraTokens> log)
    : IConfigureNamedOptions<JwtBearerOptions>
{
    /// <summary>
    /// What Microsoft.Identity.Web has to know. An application's token without a scope is refused by <see cref="PaneCallers"/>, with a
    /// reason, and not by its claims check.
    /// </summary>
    public static void Describe(MicrosoftIdentityOptions options, IOptions<AzureAdOptions> azureAd)
    {
        options.Instance = azureAd.Value.Instance;
        options.TenantId = azureAd.Value.TenantId;
        options.ClientId = azureAd.Value.ClientId is { Length: > 0 } client ? client
            : Guid.Empty.ToString(); // Development without one: nobody's audience.
        options.AllowWebApiToBeAuthorizedByACL = true;
    }

    public void Configure(string? name, JwtBearerOptions options) => Configure(options);

    public void Configure(JwtBearerOptions options)
    {
        options.Authority = azureAd.Value.Authority + "/v2.0";
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.MapInboundClaims = false;
        options.IncludeErrorDetails = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = azureAd.Value.ClientId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            TryAllIssuerSigningKeys = false, // An unknown key id means new metadata, not any key that fits.
            ClockSkew = TimeSpan.FromMinutes(5),
            NameClaimType = "name",
            IssuerValidator = ValidateIssuer,
        };
        options.TokenValidationParameters.EnableAadSigningKeyIssuerValidation();
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new ValidatedTokenCache(new JsonWebTokenHandler { MapInboundClaims = false }));
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = TakeFromCookie, OnAuthenticationFailed = LogCause, OnTokenValidated = Require, OnChallenge = SayInvalid,
        };
    }

    /// <summary>
    /// The issuer is the tenant's own; shared metadata publishes only a template. Whether that tenant may use us is asked later.
    /// </summary>
    private string ValidateIssuer(string issuer, SecurityToken token, TokenValidationParameters parameters) =>
        token is JsonWebToken jwt && jwt.TryGetPayloadValue<string>("tid", out var tid) && Guid.TryParse(tid, out var tenant)
            && string.Equals(issuer, azureAd.Value.IssuerOf(tenant), StringComparison.Ordinal)
                ? issuer
                : throw new SecurityTokenInvalidIssuerException("The issuer is not the token's own tenant.") { InvalidIssuer = issuer };

    /// <summary>Version 1.0 tokens name their client and their scopes otherwise; without tid and oid there is nobody to look up.</summary>
    private Task Require(TokenValidatedContext context)
    {
        if (context.Principal is not { } who || who.FindFirstValue("ver") is not "2.0")
        {
            Refused(log, RefusedToken.VersionOne);
            context.Fail(RefusedToken.VersionOne);
        }
        else if (who.Identity() is null)
        {
            Refused(log, RefusedToken.Nobody);
            context.Fail(RefusedToken.Nobody);
        }

        return Task.CompletedTask;
    }

    private static Task TakeFromCookie(MessageReceivedContext context)
    {
        context.Token = JobsDashboard.TokenOf(context.Request);
        return Task.CompletedTask;
    }

    private Task LogCause(AuthenticationFailedContext context)
    {
        Refused(log, RefusedToken.Cause(context.Exception, context.Request.Headers.Authorization));
        return Task.CompletedTask;
    }

    /// <summary>A fixed sentence: nothing of what an unchecked token says.</summary>
    [LoggerMessage(1, LogLevel.Warning, "A token was refused: {Cause}")]
    private static partial void Refused(ILogger logger, string cause);

    /// <summary>The pane then asks for a fresh token, once. What was wrong is nobody's business but the log's.</summary>
    private static Task SayInvalid(JwtBearerChallengeContext context)
    {
        context.Error = context.AuthenticateFailure is null ? null : "invalid_token";
        return Task.CompletedTask;
    }
}

internal static class EntraClaims
{
    /// <summary>
    /// Tenant and object id: the only claims that name a person for good. Addresses and names change and are not verified.
    /// </summary>
    public static (Guid TenantId, Guid ObjectId)? Identity(this ClaimsPrincipal who) =>
        Guid.TryParse(who.FindFirstValue("tid"), out var tenant) && Guid.TryParse(who.FindFirstValue("oid"), out var person)
        ? (tenant, person)
        : null;

    /// <summary>
    /// Claim acct: 0 a member of the tenant, 1 a guest. It is an optional claim, which the registration asks for (docs/operations.md); who
    /// is not known to be a member is none. Source: Microsoft identity platform, "Optional claims reference".</summary>
    public static bool IsMember(this ClaimsPrincipal who) => who.FindFirstValue("acct") is "0";

    public static bool IsApplication(this ClaimsPrincipal who) => who.FindFirstValue("idtyp") is "app" || who.FindFirstValue("scp") is null;

    public static bool HasScope(this ClaimsPrincipal who, string scope) =>
        who.FindFirstValue("scp")?.Split(' ').Contains(scope, StringComparer.Ordinal) is true;
}
