using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.CustomFields;

namespace Crm.Core.Imports;

/// <summary>A custom field as a column of a file: the value has the JSON type that its definition asks for.</summary>
public static class CustomImport
{
    public static ImportField Field(CustomFieldDefinition definition) =>
        new(definition.FieldName, null, TypeOf(definition.FieldType), Reader(definition)) { Synonyms = [definition.Label], Custom = definition.FieldName };

    private static ImportType TypeOf(CustomFieldType type) => type switch
    {
        CustomFieldType.Number => ImportType.Amount,
        CustomFieldType.Date => ImportType.Date,
        CustomFieldType.Boolean => ImportType.YesNo,
        CustomFieldType.Text or CustomFieldType.Select or CustomFieldType.MultiSelect or CustomFieldType.Url or CustomFieldType.Email or CustomFieldType.Phone => ImportType.Text,
        _ => throw new InvalidOperationException($"Unknown custom field type {type}."),
    };

    private static Func<Check, string, string, object?> Reader(CustomFieldDefinition definition)
    {
        var what = definition.Label;
        var options = JsonSerializer.Deserialize<List<string>>(definition.Options, JsonSerializerOptions.Web) ?? [];
        return definition.FieldType switch
        {
            CustomFieldType.Number => (_, _, text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
            CustomFieldType.Date => (check, field, text) => check.Date(field, text, what),
            CustomFieldType.Boolean => (check, field, text) => check.YesNo(field, text, what),
            CustomFieldType.Email => (check, field, text) => check.Email(field, text, 255),
            CustomFieldType.Select => (check, field, text) => OneOf(check, field, text, what, options),
            CustomFieldType.MultiSelect => (check, field, text) => Several(check, field, text, what, options),
            CustomFieldType.Text or CustomFieldType.Url or CustomFieldType.Phone => (check, field, text) => check.Optional(field, text, what, definition.TextLength(CustomValues.TextLength)),
            _ => throw new InvalidOperationException($"Unknown custom field type {definition.FieldType}."),
        };
    }

    private static string? OneOf(Check check, string field, string text, string what, List<string> options)
    {
        var option = options.Find(o => o.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));
        if (option is null)
        {
            check.Fail(field, $"“{text.Trim()}” is not one of the choices for {what}: {string.Join(", ", options)}.");
        }

        return option;
    }

    private static List<string>? Several(Check check, string field, string text, string what, List<string> options)
    {
        var chosen = text.Split([';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => OneOf(check, field, part, what, options)).ToList();
        return chosen.Contains(null) ? null : [.. chosen.Select(o => o!).Distinct()];
    }
}
