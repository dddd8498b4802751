using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.Tokens;

namespace Crm.OutlookAddin.Api;

/// <summary>
/// Validates a token once. The pane sends the same one for an hour, with every click, and its signature was a tenth of the host's work for
/// a look-up. A remembered token counts while the published keys are the very ones that it was checked against and it has not expired;
/// anything else is the other handler's question again.
/// </summary>
/// <param name="validator">Asked about every token that is not remembered.</param>
internal sealed class ValidatedTokenCache(TokenHandler validator) : TokenHandler, IDisposable
{
    private const int Most = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = Most });

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var keys = validationParameters.ConfigurationManager is { } published
            ? await published.GetBaseConfigurationAsync(CancellationToken.None)
            : null;

        // The whole token, not its signature alone: that stays the same when somebody changes the claims.
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (known.TryGetValue(key, out Validated? remembered) && ReferenceEquals(remembered!.Keys, keys)
            && IsAlive(remembered.Token, validationParameters))
        {
            return remembered.ToResult();
        }

        var result = await validator.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid && keys is not null)
        {
            known.Set(
                key, new Validated(keys, result.SecurityToken, result.ClaimsIdentity.Clone(), result.Issuer, result.TokenType),
                new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Longest });
        }

        return result;
    }

    public override SecurityToken ReadToken(string token) => validator.ReadToken(token);

    public void Dispose() => known.Dispose();

    private static bool IsAlive(SecurityToken token, TokenValidationParameters parameters)
    {
        try
        {
            Validators.ValidateLifetime(token.ValidFrom, token.ValidTo, token, parameters);
            return true;
        }
        catch (SecurityTokenException)
        {
            return false;
        }
    }

    /// <param name="Keys">The published ones at that time.</param>
    /// <param name="Identity">Each request gets a copy: what comes after may add to it.</param>
    private sealed record Validated(
        BaseConfiguration Keys, SecurityToken Token, ClaimsIdentity Identity, string Issuer, string TokenType)
    {
        public TokenValidationResult ToResult() => new()
        {
            IsValid = true, SecurityToken = Token, ClaimsIdentity = Identity.Clone(), Issuer = Issuer, TokenType = TokenType,
        };
    }
}
