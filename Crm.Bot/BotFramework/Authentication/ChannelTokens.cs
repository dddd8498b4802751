using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Bot.BotFramework;

/// <summary>
/// Is this token the channel's own? Tokens of Entra (Emulator, skills, other bots) are refused by their issuer. Two answers of Microsoft's
/// SDK are not copied: it accepts a token without exp, and answers 500 to a tampered or not yet valid one.
/// Source: MicrosoftDocs/bot-docs, bot-framework-rest-connector-authentication.md.</summary>
internal sealed class ChannelTokens(ChannelKeys keys, IOptions<BotOptions> options, TimeProvider clock)
{
    public const string Issuer = "https://api.botframework.com";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    // Maps nothing: claims keep the names they have on the wire.
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    /// <summary>Null for a token that is not to be trusted, whatever the reason.</summary>
    /// <exception cref="MetadataUnavailableException"/>
    public async Task<ChannelToken?> ValidateAsync(string compact, CancellationToken ct)
    {
        // What costs no network first: a stranger's token must not make us fetch keys.
        if (Parse(compact) is not { } token
            || !Algorithms.Contains(token.Alg, StringComparer.Ordinal)
            || token.Issuer != Issuer
            || string.IsNullOrEmpty(token.Kid)
            || await keys.FindAsync(token.Kid, ct) is not { } key)
        {
            return null;
        }

        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidateAudience = false,
            ValidAlgorithms = Algorithms,
            IssuerSigningKey = key.Key,
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = IsAlive,
        });
        return result.IsValid && IsForThisBot(token)
            ? new ChannelToken(token.TryGetPayloadValue<string>("serviceurl", out var url) ? url : null, key.Endorsements)
            : null;
    }

    private static JsonWebToken? Parse(string compact)
    {
        try
        {
            return new JsonWebToken(compact);
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return null;
        }
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore is not { } start || start - Skew <= now);
    }

    /// <summary>One audience, as text, the app id: a list of audiences is a token that somebody else can use, too.</summary>
    private bool IsForThisBot(JsonWebToken token)
    {
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        return payload.RootElement.TryGetProperty("aud", out var audience)
            && audience.ValueKind == JsonValueKind.String
            && string.Equals(audience.GetString(), options.Value.AppId, StringComparison.OrdinalIgnoreCase);
    }
}

/// <param name="ServiceUrl">The only service URL activities under this token may come from.</param>
/// <param name="Endorsements">The only channels they may come from.</param>
internal sealed record ChannelToken(string? ServiceUrl, IReadOnlySet<string> Endorsements);
