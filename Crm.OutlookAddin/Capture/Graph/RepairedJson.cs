using System.Text;
using System.Text.Unicode;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>
/// Graph's answers as JSON that can be read. A preview that Exchange cut in the middle of an emoji ends in half of a surrogate pair, and
/// some bytes aren't UTF-8: .NET refuses the whole text then. Such halves and bytes become U+FFFD, the sign for what was not understood, so
/// that the rest is not lost.
/// </summary>
internal static class RepairedJson
{
    private const int EscapeLength = 6;

    public static async Task<JsonDocument> ParseAsync(Stream body, CancellationToken ct)
    {
        using var read = new MemoryStream();
        await body.CopyToAsync(read, ct);
        return JsonDocument.Parse(Mend(read.ToArray()));
    }

    public static byte[] Mend(byte[] json)
    {
        var text = Utf8.IsValid(json) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        for (var at = Array.IndexOf(text, (byte)'\\'); at >= 0 && at + 1 < text.Length; at = Array.IndexOf(text, (byte)'\\', at))
        {
            if (EscapeAt(text, at) is not { } unit || !char.IsSurrogate(unit))
            {
                at += 2;
            }
            else if (char.IsHighSurrogate(unit) && EscapeAt(text, at + EscapeLength) is { } low && char.IsLowSurrogate(low))
            {
                at += 2 * EscapeLength;
            }
            else
            {
                "FFFD"u8.CopyTo(text.AsSpan(at + 2));
                at += EscapeLength;
            }

            if (at >= text.Length)
            {
                break;
            }
        }

        return text;
    }

    /// <summary>The UTF-16 unit that is written here as \uXXXX.</summary>
    private static char? EscapeAt(byte[] text, int at) =>
        at + EscapeLength <= text.Length && text[at] == '\\' && text[at + 1] == 'u'
        && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
