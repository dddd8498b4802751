using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Crm.OutlookAddin.Capture.Notifications;

/// <summary>
/// The tokens by which Graph proves that rich notifications are its own. Source: Microsoft Graph, "Set up change notifications that include
/// resource data", "Validate the authenticity of notifications".
/// </summary>
internal sealed class GraphNotificationTokens(
    IOptions<AzureAdOptions> azureAd, IConfigurationManager<OpenIdConnectConfiguration> keys, TimeProvider clock)
{
    /// <summary>Microsoft Graph Change Tracking, the same in every tenant; nobody else's token proves anything.</summary>
    private const string ChangeTracking = "0bf30f3b-4a52-48df-9a82-234910c4a086";

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    /// <returns>The Entra tenants for whose notifications a valid token stands.</returns>
    /// <exception cref="HttpRequestException">Entra's keys cannot be had now.</exception>
    public async Task<IReadOnlySet<Guid>> TenantsAsync(IReadOnlyList<string> tokens, CancellationToken ct)
    {
        var tenants = new HashSet<Guid>();
        if (tokens.Count == 0)
        {
            return tenants;
        }

        var signing = await SigningAsync(ct);
        foreach (var token in tokens)
        {
            if (await TenantAsync(token, signing) is { } tenant)
            {
                tenants.Add(tenant);
            }
            else
            {
                keys.RequestRefresh(); // At most once in five minutes: a key may be newer than what is known.
            }
        }

        return tenants;
    }

    private async Task<Guid?> TenantAsync(string token, OpenIdConnectConfiguration signing)
    {
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAudience = azureAd.Value.ClientId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKeys = signing.SigningKeys,
            TryAllIssuerSigningKeys = false,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromMinutes(5),
            LifetimeValidator = (from, until, _, rules) => IsNow(from, until, rules.ClockSkew),
            IssuerValidator = (issuer, jwt, _) => IssuerOf((JsonWebToken)jwt, issuer),
        });
        return result is { IsValid: true, SecurityToken: JsonWebToken valid } && IsOfGraph(valid) ? TenantOf(valid) : null;
    }

    /// <summary>appid in tokens of version 1.0, azp in those of version 2.0.</summary>
    private static bool IsOfGraph(JsonWebToken token) =>
        token.TryGetPayloadValue<string>(
            token.TryGetPayloadValue<string>("ver", out var version) && version is "2.0" ? "azp" : "appid", out var by)
        && by.Equals(ChangeTracking, StringComparison.OrdinalIgnoreCase);

    private static Guid? TenantOf(JsonWebToken token) =>
        token.TryGetPayloadValue<string>("tid", out var tid) && Guid.TryParse(tid, out var tenant) ? tenant : null;

    private string IssuerOf(JsonWebToken token, string issuer) =>
        TenantOf(token) is { } tenant && (issuer == $"https://sts.windows.net/{tenant}/" || issuer == azureAd.Value.IssuerOf(tenant))
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The issuer is not the token's own tenant.") { InvalidIssuer = issuer };

    private bool IsNow(DateTime? from, DateTime? until, TimeSpan skew)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until is { } end && end + skew > now && (from is not { } start || start - skew <= now);
    }

    private async Task<OpenIdConnectConfiguration> SigningAsync(CancellationToken ct)
    {
        try
        {
            return await keys.GetConfigurationAsync(ct);
        }
        catch (Exception away) when (away is InvalidOperationException or IOException)
        {
            throw new HttpRequestException("Entra ID's keys cannot be had now.", away);
        }
    }
}
