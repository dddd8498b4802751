using System.Globalization;
using System.Text.Json;
using Crm.Core.CustomFields;

namespace Crm.Core.Exports;

/// <summary>A row of an export: the fixed columns of its entity, and the record's custom values.</summary>
internal interface IExportRow
{
    static abstract IReadOnlyList<string> Headers { get; }

    Dictionary<string, JsonElement> Custom { get; }

    IEnumerable<object?> Cells();
}

/// <summary>Writes header and rows; every cell is kept from being run as a formula.</summary>
internal sealed class ExportSheet(TextWriter output, IReadOnlyList<CustomFieldDefinition> custom)
{
    public long Rows { get; private set; }

    public Task HeaderAsync(IReadOnlyList<string> headers) => output.WriteLineAsync(CsvLine.Of(headers.Concat(custom.Select(f => f.FieldName)).Select(FormulaGuard.Guard), ','));

    public async Task WriteAsync(IExportRow row)
    {
        var cells = row.Cells().Concat(custom.Select(f => row.Custom.TryGetValue(f.FieldName, out var value) ? (object?)value : null));
        await output.WriteLineAsync(CsvLine.Of(cells.Select(Text).Select(FormulaGuard.Guard), ','));
        Rows++;
    }

    /// <summary>As an import reads it back: numbers with a point, days and moments after ISO 8601.</summary>
    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "yes" : "no",
        DateTimeOffset moment => moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        JsonElement { ValueKind: JsonValueKind.Array } several => string.Join(';', several.EnumerateArray().Select(e => e.ToString())),
        JsonElement { ValueKind: JsonValueKind.True } => "yes",
        JsonElement { ValueKind: JsonValueKind.False } => "no",
        JsonElement json => json.ToString(),
        Enum choice => choice.ToString(),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
