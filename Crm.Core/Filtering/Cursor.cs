using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Crm.Core.Filtering;

/// <summary>
/// The place where another page begins: after this row, or, going back, before it. Its sort values and id; outside it is opaque and signed
/// with the tenant's key over the list it belongs to, so that a cursor of another list, person or tenant, or a made-up one, is refused.
/// </summary>
/// <param name="Values">The row's sort values.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Back">The page is the one before this row.</param>
public sealed record Cursor(IReadOnlyList<string?> Values, Guid Id, bool Back = false)
{
    private const int MostCharacters = 8000;
    private const int SignatureBytes = 16;
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>HMAC-SHA256, cut to 128 bits, then the values as JSON; base64url.</summary>
    public string Print(byte[] key, string list)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(this, Json);
        return Base64Url.EncodeToString([.. Sign(key, list, body), .. body]);
    }

    /// <returns>Null for no cursor.</returns>
    /// <exception cref="BadCursorException">It was not made by us for <paramref name="list"/>.</exception>
    public static Cursor? Parse(string? text, byte[] key, string list)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text.Length > MostCharacters || !Base64Url.IsValid(text)
            || Base64Url.DecodeFromChars(text) is not { Length: > SignatureBytes } bytes
            || !CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureBytes), Sign(key, list, bytes.AsSpan(SignatureBytes))))
        {
            throw new BadCursorException();
        }

        return JsonSerializer.Deserialize<Cursor>(bytes.AsSpan(SignatureBytes), Json) ?? throw new BadCursorException();
    }

    /// <summary>A sort value as it stands in the cursor.</summary>
    public static string? Write(object? value) => value switch
    {
        null => null,
        DateTimeOffset moment => moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        Enum choice => choice.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static byte[] Sign(byte[] key, string list, ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(key, (byte[])[.. SHA256.HashData(Encoding.UTF8.GetBytes(list)), .. body])[..SignatureBytes];
}
