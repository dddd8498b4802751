using System.Security.Claims;
using Crm.OutlookAddin.Api;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Crm.OutlookAddin.Tests.Api;

/// <summary>A token is validated once, and never believed for longer than the keys and the time that vouch for it.</summary>
public sealed class ValidatedTokenCacheTests : IDisposable
{
    private readonly RSA rsa = RSA.Create(2048);
    private readonly Counted validator = new();
    private readonly ValidatedTokenCache cache;
    private bool isAlive = true;

    public ValidatedTokenCacheTests() => cache = new ValidatedTokenCache(validator);

    public void Dispose()
    {
        cache.Dispose();
        rsa.Dispose();
    }

    [Fact]
    public async Task The_same_token_is_validated_once_and_each_caller_gets_an_identity_of_its_own()
    {
        var (token, parameters) = (Token(), Parameters(Published()));

        var first = await cache.ValidateTokenAsync(token, parameters);
        var second = await cache.ValidateTokenAsync(token, parameters);
        second.ClaimsIdentity.AddClaim(new Claim("role", "admin"));
        var third = await cache.ValidateTokenAsync(token, parameters);

        Assert.True(first.IsValid && second.IsValid && third.IsValid);
        Assert.Equal(1, validator.Asked);
        Assert.Equal("alex", third.ClaimsIdentity.FindFirst("oid")?.Value);
        Assert.Null(third.ClaimsIdentity.FindFirst("role"));
    }

    [Fact]
    public async Task Other_claims_under_a_remembered_signature_are_refused()
    {
        var (token, parameters) = (Token(), Parameters(Published()));
        Assert.True((await cache.ValidateTokenAsync(token, parameters)).IsValid);
        var parts = token.Split('.');
        var forged = $"{parts[0]}.{Token("megan").Split('.')[1]}.{parts[2]}";

        Assert.False((await cache.ValidateTokenAsync(forged, parameters)).IsValid);
        Assert.False((await cache.ValidateTokenAsync(forged, parameters)).IsValid);
        Assert.Equal(3, validator.Asked);
    }

    [Fact]
    public async Task A_token_is_validated_anew_when_other_keys_are_published_and_refused_when_its_own_has_gone()
    {
        var token = Token();
        Assert.True((await cache.ValidateTokenAsync(token, Parameters(Published()))).IsValid);
        Assert.True((await cache.ValidateTokenAsync(token, Parameters(Published()))).IsValid);
        Assert.Equal(2, validator.Asked);

        using var others = RSA.Create(2048);
        Assert.False((await cache.ValidateTokenAsync(token, Parameters(Published(others)))).IsValid);
    }

    [Fact]
    public async Task A_remembered_token_expires()
    {
        var (token, parameters) = (Token(), Parameters(Published()));
        Assert.True((await cache.ValidateTokenAsync(token, parameters)).IsValid);

        isAlive = false;

        Assert.False((await cache.ValidateTokenAsync(token, parameters)).IsValid);
    }

    private string Token(string oid = "alex") => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "https://issuer.example", Audience = "crm", Claims = new Dictionary<string, object> { ["oid"] = oid },
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
    });

    private OpenIdConnectConfiguration Published(RSA? key = null)
    {
        var published = new OpenIdConnectConfiguration { Issuer = "https://issuer.example" };
        published.SigningKeys.Add(new RsaSecurityKey(key ?? rsa) { KeyId = "k1" });
        return published;
    }

    private TokenValidationParameters Parameters(OpenIdConnectConfiguration published) => new()
    {
        ValidAudience = "crm", ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(published),
        LifetimeValidator = (_, _, _, _) => isAlive,
    };

    private sealed class Counted : TokenHandler
    {
        private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

        public int Asked { get; private set; }

        public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
        {
            Asked++;
            return handler.ValidateTokenAsync(token, validationParameters);
        }

        public override SecurityToken ReadToken(string token) => handler.ReadToken(token);
    }
}
