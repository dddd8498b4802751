using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Simulators.Entra;

/// <summary>Microsoft identity platform, "OAuth 2.0 On-Behalf-Of flow": a person's token for the API against one for Graph.</summary>
public sealed class OnBehalfOf(Firm firm, SigningKeys keys, Consents consents, TimeProvider clock)
{
    public const string GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    /// <returns>Whose token it is, or why it is refused.</returns>
    public async Task<(FirmUser? User, IResult? Refused)> ReadAsync(IFormCollection form, string clientId)
    {
        if (form["requested_token_use"] != "on_behalf_of")
        {
            return (null, EntraError.BadRequest(
                clock, 900144, "The request body must contain the following parameter: 'requested_token_use'."));
        }

        var assertion = form["assertion"].ToString();
        var signed = await Tokens.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            IssuerSigningKeys = keys.All().Select(key => key.SecurityKey), ValidAlgorithms = ["RS256"],
            ValidateIssuer = false, ValidateAudience = false, ValidateLifetime = false,
        });
        if (!signed.IsValid || signed.SecurityToken is not JsonWebToken token)
        {
            return (null, EntraError.BadAssertion(clock, 50013, "Assertion failed signature validation."));
        }

        return token.Audiences.SingleOrDefault() is not { } audience || !audience.Equals(clientId, StringComparison.OrdinalIgnoreCase)
            ? (null, EntraError.BadAssertion(clock, 500131, "Assertion audience does not match the Client app presenting the assertion."))
            : token.ValidTo <= clock.GetUtcNow().UtcDateTime
            ? (null, EntraError.BadAssertion(clock, 500133, "Assertion is not within its valid time range."))
            : !token.TryGetPayloadValue<string>("scp", out _) || !token.TryGetPayloadValue<string>("oid", out var oid)
                || firm.Users.FirstOrDefault(u => u.Oid == oid) is not { } user
            ? (null, EntraError.BadAssertion(clock, 7000114, "An application's own token cannot be used on behalf of somebody."))
            : (user, Refusal(user));
    }

    /// <summary>What stands between a person and their tokens now, for exchanges and for refresh tokens.</summary>
    public IResult? Refusal(FirmUser user) => consents.Of(user.Oid) switch
    {
        ConsentState.Given => null,
        ConsentState.Missing => EntraError.NoConsent(clock),
        ConsentState.Challenged => EntraError.Challenge(clock),
    };
}
