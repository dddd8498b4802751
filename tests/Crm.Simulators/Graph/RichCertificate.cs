using System.Security.Cryptography.X509Certificates;

namespace Crm.Simulators.Graph;

/// <summary>
/// The certificate that a subscriber wants resource data encrypted for. Source: Microsoft Graph, "Set up change notifications that include
/// resource data": a random key, wrapped by RSA-OAEP; AES-CBC with the key's beginning as initialization vector; HMAC-SHA256 of the result.
/// </summary>
/// <param name="Text">As the subscriber gave it: base64 of the public certificate.</param>
/// <param name="Id">The subscriber's own name for it.</param>
public sealed record RichCertificate(string Text, string Id)
{
    private const int KeyBytes = 32;
    private const int IvBytes = 16;
    private const int LongestId = 128;

    /// <returns>Null where Graph would refuse it.</returns>
    public static RichCertificate? Read(string? text, string? id)
    {
        if (text is null || id is not { Length: > 0 and <= LongestId })
        {
            return null;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
            using var rsa = certificate.GetRSAPublicKey();
            return rsa is { KeySize: >= 2048 and <= 4096 } ? new RichCertificate(text, id) : null;
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException)
        {
            return null;
        }
    }

    public JsonObject Encrypt(JsonObject data)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(Text));
        using var rsa = certificate.GetRSAPublicKey()!;
        using var aes = Aes.Create();
        aes.Key = RandomNumberGenerator.GetBytes(KeyBytes);
        var encrypted = aes.EncryptCbc(Encoding.UTF8.GetBytes(data.ToJsonString()), aes.Key.AsSpan(0, IvBytes));
        return new JsonObject
        {
            ["data"] = Convert.ToBase64String(encrypted),
            ["dataKey"] = Convert.ToBase64String(rsa.Encrypt(aes.Key, RSAEncryptionPadding.OaepSHA1)),
            ["dataSignature"] = Convert.ToBase64String(HMACSHA256.HashData(aes.Key, encrypted)),
            ["encryptionCertificateId"] = Id,
            ["encryptionCertificateThumbprint"] = certificate.Thumbprint,
        };
    }
}
