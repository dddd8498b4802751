namespace Crm.Core.Imports;

/// <summary>A column of the file and the field it fills.</summary>
public sealed record MappedColumn(int Index, string Header, ImportField Field);

/// <summary>What a file is taken for, before a row is read.</summary>
/// <param name="Entity">What it makes.</param>
/// <param name="Source">Kept with the external ids: hubspot, pipedrive, salesforce, crm or csv.</param>
/// <param name="Columns">The mapped columns, in the file's order.</param>
/// <param name="LeftOut">Headers nobody recognised; the person is told.</param>
/// <param name="Width">Columns of the header.</param>
public sealed record ImportPlan(
    ImportEntity Entity, string Source, IReadOnlyList<MappedColumn> Columns, IReadOnlyList<string> LeftOut, int Width)
{
    public bool Has(string field) => Columns.Any(c => c.Field.Name == field);
}
