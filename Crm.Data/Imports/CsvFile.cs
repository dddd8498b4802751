using System.Text;
using Crm.Core;
using CsvHelper;

namespace Crm.Data.Imports;

/// <summary>A row of the file.</summary>
/// <param name="Line">Its first line, counted from 1 with the header.</param>
/// <param name="Cells">As they stand.</param>
/// <param name="Bad">Why its quotes cannot be understood; null when they can.</param>
public sealed record FileRow(long Line, string[] Cells, string? Bad);

/// <summary>A CSV file that was looked at: its encoding, its delimiter, its header. Rows are streamed; nothing is held.</summary>
public sealed class CsvFile
{
    /// <summary>In bytes. A longer row is a quote that was never closed, not text.</summary>
    public const int MaxRow = 8 << 20;

    public const int MaxColumns = 2_000;

    private readonly string path;
    private readonly Encoding encoding;

    private CsvFile(string path, Encoding encoding, char delimiter, IReadOnlyList<string> headers)
    {
        this.path = path;
        this.encoding = encoding;
        Delimiter = delimiter;
        Headers = headers;
        Length = new FileInfo(path).Length;
    }

    public char Delimiter { get; }

    public IReadOnlyList<string> Headers { get; }

    public string EncodingName => encoding.WebName;

    public long Length { get; }

    /// <summary>Bytes read so far, for progress.</summary>
    public long Position { get; private set; }

    /// <param name="path">The file.</param>
    /// <param name="said">Its encoding, where a person says it; otherwise it is found.</param>
    public static Result<CsvFile> Open(string path, Encoding? said = null)
    {
        if (!File.Exists(path))
        {
            return Wrong($"There is no file “{path}”.");
        }

        if (new FileInfo(path).Length == 0)
        {
            return Wrong($"The file “{path}” is empty.");
        }

        var encoding = TextEncoding.Of(path, said);
        if (encoding == said && said is UTF8Encoding && !TextEncoding.IsUtf8(path))
        {
            return Refusal.Invalid(new FieldError("encoding", NotThatEncoding(said)));
        }

        var file = new CsvFile(path, encoding, '\0', []);
        try
        {
            using var stream = file.Stream();
            string? bad = null;
            using var reader = file.Reader(stream, reason => bad = reason);
            if (!reader.Read())
            {
                return Wrong($"The file “{path}” is empty.");
            }

            var headers = reader.Current.ToArray();
            return bad is not null ? Wrong($"The header: {bad}")
                : headers.Length > MaxColumns ? Wrong($"The header has {headers.Length} columns; at most {MaxColumns} are read.")
                : new CsvFile(
                    path, encoding, reader.Separator, [.. headers.Select(h => h.Replace("\0", "", StringComparison.Ordinal).Trim())]);
        }
        catch (CsvFormatException)
        {
            return Wrong(TooLong(1));
        }
        catch (DecoderFallbackException)
        {
            return Refusal.Invalid(new FieldError("encoding", NotThatEncoding(encoding)));
        }
    }

    /// <summary>The rows behind the header.</summary>
    /// <exception cref="BrokenCsvException">From here on the file cannot be understood.</exception>
    public IEnumerable<FileRow> Rows()
    {
        using var stream = Stream();
        string? bad = null;
        using var reader = Reader(stream, reason => bad = reason);
        Next(reader, 1);
        var line = 1L;
        while (Next(reader, line))
        {
            line = reader.LineNumber;
            Position = stream.Position;
            yield return new FileRow(line, reader.Current.ToArray(), bad);
            bad = null;
        }
    }

    private FileStream Stream() => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);

    private CsvReader Reader(FileStream stream, Action<string> onBad) => CsvReader.Create(stream, new CsvReaderOptions
    {
        Encoding = encoding,
        Separator = null, // found by the reader, a first line "sep=;" included
        HasHeader = false,
        SkipEmptyLines = true,
        TrackLineNumbers = true,
        MaxRecordSize = MaxRow,
        OnMalformedRecord = record =>
        {
            switch (record.Reason)
            {
                case CsvMalformedReason.UnterminatedQuote:
                    onBad("A quote opens in this row and is never closed.");
                    break;
                case CsvMalformedReason.TextAfterClosingQuote:
                    onBad("Text follows a closing quote. A quote inside a quoted cell must be doubled.");
                    break;
                default:
                    break; // 5" in a cell without quotes is clear enough
            }
        },
    });

    private bool Next(CsvReader reader, long line)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException)
        {
            throw new BrokenCsvException(TooLong(line));
        }
        catch (DecoderFallbackException)
        {
            throw new BrokenCsvException(string.Create(CultureInfo.InvariantCulture, $"Behind line {line}: {NotThatEncoding(encoding)}"));
        }
    }

    private static string TooLong(long after) => string.Create(
        CultureInfo.InvariantCulture,
        $"Behind line {after} a row is longer than {MaxRow >> 20} MB. Probably a quote that opens there is never closed.");

    private static string NotThatEncoding(Encoding encoding) =>
        $"The file holds bytes that aren't {encoding.WebName}. Say another --encoding, or none and it is found.";

    private static Refusal Wrong(string message) => Refusal.Invalid(new FieldError("file", message));
}

/// <summary>The file stops being a CSV file there; the message names the line.</summary>
public sealed class BrokenCsvException(string message) : Exception(message);
