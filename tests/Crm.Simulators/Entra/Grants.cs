using Microsoft.IdentityModel.Tokens;

namespace Crm.Simulators.Entra;

/// <summary>Authorization codes (once, ten minutes) and refresh tokens handed out so far.</summary>
public sealed class Grants(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (Grant Grant, DateTimeOffset Until)> codes = new();
    private readonly ConcurrentDictionary<string, Grant> refreshTokens = new();
    private readonly ConcurrentDictionary<Grant, bool> revoked = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, int> asked = new(StringComparer.Ordinal);

    /// <summary>How often tokens were asked for, by grant type.</summary>
    public IReadOnlyDictionary<string, int> Asked => asked;

    public void Count(string grantType) => asked.AddOrUpdate(grantType, 1, (_, before) => before + 1);

    /// <summary>As after a change of password: tokens that were handed out before are worth nothing.</summary>
    public void Revoke(string oid)
    {
        foreach (var grant in refreshTokens.Values.Where(g => g.User.Oid == oid))
        {
            revoked[grant] = true;
        }
    }

    public bool IsRevoked(Grant grant) => revoked.ContainsKey(grant);

    public string IssueCode(Grant grant)
    {
        var code = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        codes[code] = (grant, clock.GetUtcNow().AddMinutes(10));
        return code;
    }

    public string IssueRefreshToken(Grant grant)
    {
        var token = $"0.{Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(48))}";
        refreshTokens[token] = grant;
        return token;
    }

    public Grant? Redeem(string code) =>
        codes.TryRemove(code, out var found) && found.Until > clock.GetUtcNow() ? found.Grant : null;

    /// <summary>Each use hands out another; the older ones stay good (Microsoft identity platform, "Refresh tokens").</summary>
    public Grant? Refresh(string token) => refreshTokens.GetValueOrDefault(token);
}

public sealed record Grant(
    FirmUser User, string ClientId, string Scope, string RedirectUri, string? Challenge, string? Method, string? Nonce)
{
    public bool IsOnBehalf { get; init; }

    /// <summary>A sign-in here always answers a refresh token, an exchange where offline_access is asked for.</summary>
    public bool IsOffline => !IsOnBehalf || Scope.Split(' ').Contains("offline_access");

    /// <summary>Of an exchange Entra tells the resource's permissions alone.</summary>
    public string Granted => IsOnBehalf ? string.Join(' ', Scope.Split(' ').Where(s => s.Contains('/'))) : Scope;

    /// <summary>RFC 7636: S256 compares the hash of the verifier, plain the verifier itself.</summary>
    public bool Proves(string? verifier) => Challenge is null || (verifier is not null && Challenge == (Method == "plain"
        ? verifier
        : Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))));
}
