namespace Crm.Core.Imports;

/// <summary>The columns that an error file adds behind the original ones; a corrected error file is imported as it is, with them.</summary>
public static class ErrorColumns
{
    public static readonly IReadOnlyList<string> Names = ["Import line", "Import field", "Import value", "Import reason"];

    public static bool Are(string header) => Names.Contains(header, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Why a row cannot be imported.</summary>
/// <param name="Line">Of the file, the first of the row when it has several.</param>
/// <param name="Field">The column's header, or the field's name where no column says it.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Reason">For the person who will correct it.</param>
public sealed record RowFault(long Line, string Field, string Value, string Reason);
