using System.Text;
using System.Text.Unicode;

namespace Crm.Data.Imports;

/// <summary>
/// What a file does not say about itself. Encoding: the byte order mark, else UTF-16 by its zero bytes, else UTF-8 when every byte of the
/// file fits it, else Windows-1252, which Excel writes in Western Europe. Who knows better says it (<see cref="Named"/>).
/// </summary>
public static class TextEncoding
{
    /// <summary>For people who ask what may be said.</summary>
    public const string Examples =
        "utf-8, utf-16, windows-1250 (Central Europe), windows-1251 (Cyrillic), windows-1253 or iso-8859-7 (Greek), windows-1254 "
        + "(Turkish), shift_jis, gb18030";

    private const int SampleLength = 1 << 16;

    /// <returns>The encoding of that name (IANA), which throws at bytes it has no character for; null where there is none.</returns>
    public static Encoding? Named(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance
                .GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether every byte of the file fits UTF-8.</summary>
    internal static bool IsUtf8(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        return IsUtf8(stream);
    }

    /// <param name="path">The file.</param>
    /// <param name="said">
    /// What a person says it is; a byte order mark still counts for more, so that our error files are read as what they are.
    /// </param>
    internal static Encoding Of(string path, Encoding? said = null)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        var buffer = new byte[SampleLength];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var sample = buffer.AsSpan(0, length);
        if (sample.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            return Encoding.UTF8;
        }

        if (sample.StartsWith<byte>([0xFF, 0xFE]) || (said is null && Zeros(sample, 1) > length / 6))
        {
            return Encoding.Unicode;
        }

        if (sample.StartsWith<byte>([0xFE, 0xFF]) || (said is null && Zeros(sample, 0) > length / 6))
        {
            return Encoding.BigEndianUnicode;
        }

        if (said is not null)
        {
            return said;
        }

        stream.Position = 0;
        return IsUtf8(stream) ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    }

    private static int Zeros(ReadOnlySpan<byte> sample, int from)
    {
        var zeros = 0;
        for (var i = from; i < sample.Length; i += 2)
        {
            zeros += sample[i] == 0 ? 1 : 0;
        }

        return zeros;
    }

    /// <summary>Of the whole file: the one byte that decides may stand in its last row.</summary>
    private static bool IsUtf8(FileStream stream)
    {
        var buffer = new byte[1 << 18];
        var kept = 0;
        while (stream.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
        {
            var have = kept + read;
            var whole = have;
            for (var back = 1; back <= Math.Min(3, have) && whole == have; back++)
            {
                // A sequence that is cut at the buffer's end is judged with the next buffer.
                var b = buffer[have - back];
                whole = b >= 0xC0 && back < (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) ? have - back : whole;
            }

            if (!Utf8.IsValid(buffer.AsSpan(0, whole)))
            {
                return false;
            }

            kept = have - whole;
            buffer.AsSpan(whole, kept).CopyTo(buffer);
        }

        return kept == 0;
    }
}
