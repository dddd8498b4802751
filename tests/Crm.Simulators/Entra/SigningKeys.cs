using Microsoft.IdentityModel.Tokens;

namespace Crm.Simulators.Entra;

/// <summary>RSA keys made at start. <c>k1</c> signs for Teams; <c>k2-rotated</c> is published too but endorsed for Web Chat only.</summary>
public sealed class SigningKeys : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<SigningKey> keys = [Create("k1", "msteams", "webchat"), Create("k2-rotated", "webchat")];
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
            var fresh = Create($"k{++rotations + 2}", "msteams", "webchat");
            if (!keepOld)
            {
                keys.RemoveAll(key => key.Kid == Current);
            }

            keys.Add(fresh);
            Current = fresh.Kid;
            return fresh.Kid;
        }
    }

    public void Dispose() => keys.ForEach(key => key.Rsa.Dispose());

    private static SigningKey Create(string kid, params string[] endorsements) => new(kid, RSA.Create(2048), endorsements);
}

public sealed record SigningKey(string Kid, RSA Rsa, IReadOnlyList<string> Endorsements)
{
    public RsaSecurityKey SecurityKey { get; } = new(Rsa.ExportParameters(false)) { KeyId = Kid };

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
