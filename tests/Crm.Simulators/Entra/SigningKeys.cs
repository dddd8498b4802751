using Microsoft.IdentityModel.Tokens;

namespace Crm.Simulators.Entra;

/// <summary>
/// RSA keys. <c>k1</c> signs for Teams; <c>k2-rotated</c> is published too but endorsed for Web Chat only. These two are made when they are
/// first needed and once for a process: making one takes a tenth of a second, and tests start hundreds of simulators.
/// </summary>
public sealed class SigningKeys : IDisposable
{
    private static readonly Lazy<RSAParameters> First = new(Make);
    private static readonly Lazy<RSAParameters> Second = new(Make);

    private readonly Lock gate = new();
    private readonly List<SigningKey> keys = [new("k1", First, ["msteams", "webchat"]), new("k2-rotated", Second, ["webchat"])];
    private int rotations;

    public string Current { get; private set; } = "k1";

    /// <summary>While false the channel's metadata answers 503, as it does in an outage.</summary>
    public bool MetadataUp { get; set; } = true;

    public SigningKey Find(string? kid)
    {
        lock (gate)
        {
            return keys.FirstOrDefault(key => key.Kid == (kid ?? Current))
                ?? throw new ArgumentException($"There is no key {kid}.", nameof(kid));
        }
    }

    public IReadOnlyList<SigningKey> All()
    {
        lock (gate)
        {
            return [.. keys];
        }
    }

    /// <summary>
    /// Publishes a new key and signs with it. Unless <paramref name="keepOld"/>, the former signing key leaves the document.
    /// </summary>
    public string Rotate(bool keepOld)
    {
        lock (gate)
        {
            var fresh = new SigningKey($"k{++rotations + 2}", new Lazy<RSAParameters>(Make), ["msteams", "webchat"]);
            if (!keepOld)
            {
                keys.RemoveAll(key => key.Kid == Current);
            }

            keys.Add(fresh);
            Current = fresh.Kid;
            return fresh.Kid;
        }
    }

    public void Dispose() => keys.ForEach(key => key.Dispose());

    private static RSAParameters Make()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportParameters(true);
    }
}

public sealed record SigningKey(string Kid, Lazy<RSAParameters> Key, IReadOnlyList<string> Endorsements) : IDisposable
{
    private readonly Lazy<RSA> rsa = new(() => RSA.Create(Key.Value));

    public RSA Rsa => rsa.Value;

    public RsaSecurityKey SecurityKey => new(Rsa.ExportParameters(false)) { KeyId = Kid };

    public void Dispose()
    {
        if (rsa.IsValueCreated)
        {
            Rsa.Dispose();
        }
    }

    public JsonObject ToJwk()
    {
        var parameters = Rsa.ExportParameters(false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = Kid,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }
}
