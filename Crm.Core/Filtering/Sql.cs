using Microsoft.EntityFrameworkCore.Query;

namespace Crm.Core.Filtering;

/// <summary>Functions that exist in the database only; Crm.Data maps them. Called in C# they fail loudly.</summary>
public static class Sql
{
    /// <summary>crm_ext.fold: without case and accents, as the folded columns are.</summary>
    public static string Fold(string value) => throw new NotSupportedException($"Fold is translated to SQL; it was called with '{value}'.");

    /// <summary>
    /// The same of a typed text, which is never empty: EF then leaves "or both are null" away from the comparison, which would keep the
    /// plan for all executions from the index.
    /// </summary>
    public static string FoldTyped(string value) =>
        throw new NotSupportedException($"FoldTyped is translated to SQL; it was called with '{value}'.");

    /// <summary>crm_ext.digits: nothing but the digits.</summary>
    public static string Digits(string value) =>
        throw new NotSupportedException($"Digits is translated to SQL; it was called with '{value}'.");

    /// <summary>starts_with(): leakproof, so that a policy leaves it to the index; LIKE is not (docs/decisions/0003).</summary>
    public static bool StartsWith(string value, string start) =>
        throw new NotSupportedException($"StartsWith is translated to SQL; it was called with '{value}', '{start}'.");

    /// <summary>IS DISTINCT FROM: an empty value differs from every other. Proves the partial index of delegated activities.</summary>
    public static bool Differ(Guid? one, Guid? other) =>
        throw new NotSupportedException($"Differ is translated to SQL; it was called with '{one}', '{other}'.");

    /// <summary>A custom field's value as text; null where there is none.</summary>
    public static string? CustomText(Dictionary<string, JsonElement> custom, string name) => throw Untranslated(custom, name);

    public static decimal? CustomNumber(Dictionary<string, JsonElement> custom, string name) => throw Untranslated(custom, name);

    public static DateOnly? CustomDate(Dictionary<string, JsonElement> custom, string name) => throw Untranslated(custom, name);

    public static bool? CustomBoolean(Dictionary<string, JsonElement> custom, string name) => throw Untranslated(custom, name);

    /// <summary>How many options a MULTI_SELECT holds; null for none.</summary>
    public static int? CustomCount(Dictionary<string, JsonElement> custom, string name) => throw Untranslated(custom, name);

    /// <summary>custom @> part (JSON), which the GIN index answers.</summary>
    public static bool CustomContains(Dictionary<string, JsonElement> custom, string part) => throw Untranslated(custom, part);

    /// <summary>The number itself, in the text of the statement.</summary>
    public static int Literal([NotParameterized] int value) =>
        throw new NotSupportedException($"Literal is translated to SQL; it was called with '{value}'.");

    /// <summary>Keeps an id under a name until the transaction ends, for later queries of its batch (set_config).</summary>
    public static string KeepId(string name, Guid id) =>
        throw new NotSupportedException($"KeepId is translated to SQL; it was called with '{name}', '{id}'.");

    /// <summary>The id that an earlier query of the batch kept under this name; equal to nothing where none did.</summary>
    public static Guid KeptId(string name) =>
        throw new NotSupportedException($"KeptId is translated to SQL; it was called with '{name}'.");

    private static NotSupportedException Untranslated(Dictionary<string, JsonElement> custom, string name) =>
        new($"Custom fields are read by SQL; '{name}' was asked of {custom.Count} values in C#.");
}
