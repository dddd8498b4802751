namespace Crm.Core.CustomFields;

/// <summary>The value of a tenant's own field as a person reads it on a card.</summary>
/// <param name="Value">Not escaped.</param>
public sealed record CustomFact(string Label, string Value);

public static class CustomFacts
{
    /// <summary>Fields with a value, in the order of the forms.</summary>
    public static IReadOnlyList<CustomFact> Of(
        IReadOnlyList<CustomFieldDefinition> fields, IReadOnlyDictionary<string, JsonElement> values, ReaderFormat shown) =>
    [
        .. fields.Select(f => (f.Label, Value: values.TryGetValue(f.FieldName, out var value) ? Say(f, value, shown) : null))
            .Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => new CustomFact(f.Label, f.Value!)),
    ];

    /// <returns>Null for nothing.</returns>
    public static string? Say(CustomFieldDefinition field, JsonElement value, ReaderFormat shown) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.True => "Yes",
        JsonValueKind.False => "No",
        JsonValueKind.Number => shown.Number(value.GetDecimal()),
        JsonValueKind.Array =>
            string.Join(", ", value.EnumerateArray().Select(v => v.ValueKind is JsonValueKind.String ? v.GetString() : v.GetRawText())),
        JsonValueKind.String when field.FieldType is CustomFieldType.Date
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            shown.Date(day),
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
