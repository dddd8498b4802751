using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Crm.OutlookAddin.Capture.Notifications;

/// <summary>Of a notification with data: the data, encrypted with a key of its own, and this key, encrypted for a certificate.</summary>
internal sealed record EncryptedContent(string? Data, string? DataKey, string? DataSignature, string? CertificateId);

/// <summary>
/// Notifications with data (Graph:NotificationCertificates) count when Graph's token stands beside them and their data was encrypted for us
/// and not touched since. What is captured is read from the mailbox all the same: the data says that the notification is Graph's, and for
/// which item. Source: Microsoft Graph, "Set up change notifications that include resource data", "Decrypt resource data".
/// </summary>
internal sealed class RichNotifications(NotificationCertificates certificates, GraphNotificationTokens tokens)
{
    private const int IvBytes = 16;

    /// <param name="received">By its secret known to be of one of our subscriptions.</param>
    /// <param name="tenants">For whose notifications Graph's token stands.</param>
    /// <param name="entraTenantId">Whose notification it is.</param>
    /// <param name="ct">Cancels loading certificates.</param>
    public async Task<bool> IsGenuineAsync(
        ReceivedNotification received, IReadOnlySet<Guid> tenants, Guid entraTenantId, CancellationToken ct) =>
        received.Content is not { } content
        || (tenants.Contains(entraTenantId) && await certificates.FindAsync(content.CertificateId, ct) is { } certificate
            && Decrypted(content, certificate) is { } data && IsOf(data, received.ItemId));

    /// <inheritdoc cref="GraphNotificationTokens.TenantsAsync"/>
    public Task<IReadOnlySet<Guid>> TenantsAsync(NotificationBody body, CancellationToken ct) =>
        body.Readable.Any(r => r.Content is not null)
            ? tokens.TenantsAsync(body.ValidationTokens, ct)
            : Task.FromResult<IReadOnlySet<Guid>>(new HashSet<Guid>());

    /// <summary>
    /// The key by RSA-OAEP with SHA-1, the signature by HMAC-SHA256 over the data, the data by AES-CBC, whose initialization vector is the
    /// beginning of the key.
    /// </summary>
    internal static byte[]? Decrypted(EncryptedContent content, X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPrivateKey();
            if (rsa is null || content is not { Data: { } text, DataKey: { } wrapped, DataSignature: { } signature })
            {
                return null;
            }

            var key = rsa.Decrypt(Convert.FromBase64String(wrapped), RSAEncryptionPadding.OaepSHA1);
            var data = Convert.FromBase64String(text);
            if (key.Length < IvBytes
                || !CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, data), Convert.FromBase64String(signature)))
            {
                return null;
            }

            using var aes = Aes.Create();
            aes.Key = key;
            return aes.DecryptCbc(data, key.AsSpan(0, IvBytes));
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>An object of Graph's, and where it says its id, that of the item.</summary>
    private static bool IsOf(byte[] data, string? itemId)
    {
        try
        {
            using var json = JsonDocument.Parse(data, new JsonDocumentOptions { MaxDepth = 16 });
            return json.RootElement.ValueKind is JsonValueKind.Object
                && (!json.RootElement.TryGetProperty("id", out var id) || id.ValueKind is not JsonValueKind.String
                    || id.GetString() == itemId);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
