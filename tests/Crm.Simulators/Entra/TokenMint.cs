using Microsoft.IdentityModel.Tokens;

namespace Crm.Simulators.Entra;

/// <summary>Writes tokens by hand rather than through a library, because tests need wrong ones as well.</summary>
public sealed class TokenMint(SigningKeys keys, Firm firm, TimeProvider clock)
{
    public const int LifetimeSeconds = 4500;
    public const string GraphAudience = "https://graph.microsoft.com";

    /// <summary>Microsoft Graph Change Tracking.</summary>
    public const string ChangeTracking = "0bf30f3b-4a52-48df-9a82-234910c4a086";

    public const string BotAudience = "https://api.botframework.com";

    /// <summary>Any RS256 token. A claim or header given as null is removed; a negative lifetime is an expired token.</summary>
    public string Mint(JsonObject? claims, JsonObject? header = null, string? kid = null, int lifetimeSeconds = 3600)
    {
        var key = keys.Find(kid);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var issuedAt = Math.Min(now, now + lifetimeSeconds) - (lifetimeSeconds < 0 ? 3600 : 0);
        var fullHeader = Merge(new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = key.Kid }, header);
        var payload = Merge(new JsonObject { ["iat"] = issuedAt, ["nbf"] = issuedAt, ["exp"] = now + lifetimeSeconds }, claims);
        var unsigned = $"{Base64UrlEncoder.Encode(fullHeader.ToJsonString())}.{Base64UrlEncoder.Encode(payload.ToJsonString())}";
        var signature =
            key.Rsa.SignData(System.Text.Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{unsigned}.{Base64UrlEncoder.Encode(signature)}";
    }

    /// <summary>The v2.0 token of a signed-in person. The audience follows from the scope, as in Entra ID.</summary>
    public string ForUser(FirmUser user, string clientId, string scope, string issuer)
    {
        var (audience, permission) = Resource(scope);
        return Mint(Person(user, issuer, audience, new JsonObject { ["scp"] = permission, ["azp"] = clientId, ["azpacr"] = "0" }),
            lifetimeSeconds: LifetimeSeconds);
    }

    public string IdToken(FirmUser user, string clientId, string issuer, string? nonce) =>
        Mint(Person(user, issuer, clientId, nonce is null ? [] : new JsonObject { ["nonce"] = nonce }), lifetimeSeconds: LifetimeSeconds);

    /// <summary>An application's own token. Graph and the Bot connector get version 1.0 tokens, our API version 2.0.</summary>
    public string ForApplication(string clientId, string scope, string tenantId, string issuer)
    {
        var resource = scope.EndsWith("/.default", StringComparison.Ordinal) ? scope[..^"/.default".Length] : scope;
        var first = resource.TrimEnd('/') is GraphAudience or BotAudience;
        var claims = new JsonObject
        {
            ["aud"] = first ? resource.TrimEnd('/') : resource.Replace("api://", "", StringComparison.Ordinal),
            ["iss"] = first ? $"https://sts.windows.net/{tenantId}/" : issuer,
            ["ver"] = first ? "1.0" : "2.0",
            [first ? "appid" : "azp"] = clientId,
            ["idtyp"] = "app",
            ["oid"] = clientId,
            ["sub"] = clientId,
            ["tid"] = tenantId,
        };
        if (resource.TrimEnd('/') == GraphAudience)
        {
            claims["roles"] = new JsonArray("Mail.Read", "Calendars.Read", "User.Read.All");
        }

        return Mint(claims, lifetimeSeconds: 3600);
    }

    /// <summary>By which Graph proves a notification with data to the application that subscribed.</summary>
    public string ForNotifications(string applicationId, string tenantId) => Mint(new JsonObject
    {
        ["aud"] = applicationId,
        ["iss"] = $"https://sts.windows.net/{tenantId}/",
        ["ver"] = "1.0",
        ["appid"] = ChangeTracking,
        ["appidacr"] = "2",
        ["tid"] = tenantId,
    });

    private (string Audience, string Permission) Resource(string scope)
    {
        var asked = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(one => one.LastIndexOf('/') > 0)
            .Select(one => (Resource: one[..one.LastIndexOf('/')], Permission: one[(one.LastIndexOf('/') + 1)..])).ToList();
        if (asked is [var first, ..])
        {
            return (first.Resource.Replace("api://", "", StringComparison.Ordinal), string.Join(
                ' ', asked.Where(one => one.Resource == first.Resource)
                    .Select(one => one.Permission is ".default" ? "Crm.Access" : one.Permission)));
        }

        return (firm.ApiClientId, "Crm.Access");
    }

    private JsonObject Person(FirmUser user, string issuer, string audience, JsonObject more) => Merge(
        new JsonObject
        {
            ["aud"] = audience,
            ["iss"] = issuer,
            ["ver"] = "2.0",
            ["tid"] = firm.TenantId,
            ["oid"] = user.Oid,
            ["sub"] = user.Oid,
            ["name"] = user.Name,
            ["acct"] = 0,
            ["preferred_username"] = user.Mail,
            ["login_hint"] = user.Mail,
        },
        more);

    private static JsonObject Merge(JsonObject target, JsonObject? changes)
    {
        foreach (var (name, value) in changes ?? [])
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }

        return target;
    }
}
