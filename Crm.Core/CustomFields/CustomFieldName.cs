using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Core.CustomFields;

/// <summary>
/// The key of a custom field in the records' JSON, and what its index is named after: a-z, 0-9 and _, unique among the fields of an entity.
/// </summary>
public static partial class CustomFieldName
{
    private const int Length = 60;

    /// <summary>
    /// "Seats, total" is seats_total, "Größe" grosse; a label without Latin letters is "field". What another field has gets _2, _3 and so
    /// on.
    /// </summary>
    /// <param name="siblings">The fields that are there, removed ones included: their values still stand in the records.</param>
    public static string For(string label, IReadOnlyCollection<CustomFieldDefinition> siblings)
    {
        var name = Folded(label);
        var taken = siblings.Select(f => f.FieldName).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, siblings.Count + 1).Select(n => n == 1 ? name : $"{name}_{n}")
            .First(candidate => !taken.Contains(candidate));
    }

    private static string Folded(string label)
    {
        var letters = label.ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark);
        var name = NotName().Replace(string.Concat(letters), "_").Trim('_');
        return name.Length == 0 ? "field" : name.Length > Length ? name[..Length] : name;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotName();
}
