using System.Text;
using Crm.Core.Exports;
using Crm.Core.Imports;

namespace Crm.Data.Imports;

/// <summary>
/// The rows that could not be imported, as they stood, with line, field, value and reason behind them: corrected in place, the file is
/// imported as it is.
/// </summary>
internal sealed class ErrorFile(string path, CsvFile file) : IAsyncDisposable
{
    private readonly StreamWriter text = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
    private bool started;

    public async Task WriteAsync(IReadOnlyList<string> cells, IReadOnlyList<RowFault> faults)
    {
        if (!started)
        {
            started = true;
            await text.WriteLineAsync(CsvLine.Of(Guarded(Original(file.Headers).Concat(ErrorColumns.Names)), file.Delimiter));
        }

        string[] why =
        [
            faults[0].Line.ToString(System.Globalization.CultureInfo.InvariantCulture), Join(faults, f => f.Field),
            Join(faults, f => f.Value), Join(faults, f => f.Reason),
        ];
        await text.WriteLineAsync(CsvLine.Of(Guarded(Original(Padded(cells)).Concat(why)), file.Delimiter));
    }

    public async ValueTask DisposeAsync() => await text.DisposeAsync();

    /// <summary>
    /// Cells that are missing are filled up, so that the four reasons stand under their headers; surplus ones are kept behind the last.
    /// </summary>
    private IEnumerable<string> Padded(IReadOnlyList<string> cells) => cells.Count <= file.Headers.Count
        ? cells.Concat(Enumerable.Repeat("", file.Headers.Count - cells.Count))
        : cells.Take(file.Headers.Count - 1).Append(string.Join(file.Delimiter, cells.Skip(file.Headers.Count - 1)));

    /// <summary>An error file that still has errors does not grow by four columns each time.</summary>
    private IEnumerable<string> Original(IEnumerable<string> cells) =>
        cells.Where((_, at) => at >= file.Headers.Count || !ErrorColumns.Are(file.Headers[at]));

    /// <summary>No cell runs as a formula; one that came guarded is guarded once.</summary>
    private static IEnumerable<string> Guarded(IEnumerable<string> cells) => cells.Select(c => FormulaGuard.Guard(FormulaGuard.Undo(c)));

    private static string Join(IReadOnlyList<RowFault> faults, Func<RowFault, string> part) => string.Join(" | ", faults.Select(part));
}
