namespace Crm.Core.Exports;

/// <summary>A column of an export: its header, and what stands in it.</summary>
internal sealed record ExportColumn<TRow>(string Header, Func<TRow, object?> Cell)
{
    /// <summary>The declared fields that go out, in the order of declaration, but for those that were placed by hand.</summary>
    public static IEnumerable<ExportColumn<TRow>> Declared<T>(
        RecordFields<T> fields, Func<TRow, T> record, IReadOnlyList<ExportColumn<TRow>> placed) =>
        fields.For(FieldUse.Exported).Where(f => placed.All(c => c.Header != f.Header))
            .Select(f => new ExportColumn<TRow>(f.Header, row => f.Get(record(row))));
}
