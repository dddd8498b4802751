using System.Text;
using System.Text.Unicode;

namespace Crm.Data.Imports;

/// <summary>
/// What a file does not say about itself. Encoding: the byte order mark, else UTF-16 by its zero bytes, else UTF-8 when every byte of the
/// file fits it, else Windows-1252, which Excel writes in Western Europe.
/// </summary>
internal static class TextEncoding
{
    private const int SampleLength = 1 << 16;

    public static Encoding Of(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        var buffer = new byte[SampleLength];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var sample = buffer.AsSpan(0, length);
        if (sample.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            return Encoding.UTF8;
        }

        if (sample.StartsWith<byte>([0xFF, 0xFE]) || Zeros(sample, 1) > length / 6)
        {
            return Encoding.Unicode;
        }

        if (sample.StartsWith<byte>([0xFE, 0xFF]) || Zeros(sample, 0) > length / 6)
        {
            return Encoding.BigEndianUnicode;
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
