namespace Crm.Core.Fields;

/// <summary>The declared fields of every kind, for what tells of records of all kinds alike.</summary>
public sealed class DeclaredFields(IReadOnlyDictionary<RecordKind, IReadOnlyList<RecordField>> fields)
{
    public IReadOnlyList<RecordField> Of(RecordKind kind) => fields[kind];

    /// <param name="name">As in JSON: "expectedCloseDate".</param>
    public RecordField? Named(RecordKind kind, string name) => fields[kind].FirstOrDefault(f => f.Name == name);

    /// <param name="column">As in the database: "expected_close_date".</param>
    public RecordField? AtColumn(RecordKind kind, string column) => fields[kind].FirstOrDefault(f => f.Column == column);
}
