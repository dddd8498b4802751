namespace Crm.Core.Exports;

/// <summary>A row of an export: the columns of its entity, and the record's custom values.</summary>
internal interface IExportRow<TRow>
{
    static abstract IReadOnlyList<ExportColumn<TRow>> Columns { get; }

    Dictionary<string, JsonElement> Custom { get; }
}

/// <summary>Writes header and rows; every cell is kept from being run as a formula.</summary>
internal sealed class ExportSheet(TextWriter output, IReadOnlyList<CustomFieldDefinition> custom)
{
    public long Rows { get; private set; }

    public Task HeaderAsync<TRow>()
        where TRow : IExportRow<TRow> =>
        output.WriteLineAsync(CsvLine.Of(
            TRow.Columns.Select(c => c.Header).Concat(custom.Select(f => f.FieldName)).Select(FormulaGuard.Guard), ','));

    public async Task WriteAsync<TRow>(TRow row)
        where TRow : IExportRow<TRow>
    {
        var cells = TRow.Columns.Select(c => c.Cell(row))
            .Concat(custom.Select(f => row.Custom.TryGetValue(f.FieldName, out var value) ? (object?)value : null));
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
