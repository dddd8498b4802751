namespace Crm.Core.Filtering;

/// <summary>Functions that exist in the database only; Crm.Data maps them. Called in C# they fail loudly.</summary>
public static class Sql
{
    /// <summary>crm_ext.fold: without case and accents, as the folded columns are.</summary>
    public static string Fold(string value) => throw new NotSupportedException($"Fold is translated to SQL; it was called with '{value}'.");
}
