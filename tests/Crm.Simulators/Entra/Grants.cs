using Microsoft.IdentityModel.Tokens;

namespace Crm.Simulators.Entra;

/// <summary>Authorization codes (once, ten minutes) and refresh tokens handed out so far.</summary>
public sealed class Grants(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (Grant Grant, DateTimeOffset Until)> codes = new();
    private readonly ConcurrentDictionary<string, Grant> refreshTokens = new();

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

    public Grant? Refresh(string token) => refreshTokens.GetValueOrDefault(token);
}

public sealed record Grant(
    FirmUser User, string ClientId, string Scope, string RedirectUri, string? Challenge, string? Method, string? Nonce)
{
    /// <summary>RFC 7636: S256 compares the hash of the verifier, plain the verifier itself.</summary>
    public bool Proves(string? verifier) => Challenge is null || (verifier is not null && Challenge == (Method == "plain"
        ? verifier
        : Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))));
}
