namespace Crm.Core.Imports;

/// <summary>
/// A custom field as a column of a file: checked as forms check it and kept as the same JSON type. A file has more words for yes and no,
/// and divides several choices by ; or |.
/// </summary>
public static class CustomImport
{
    public static ImportField Field(CustomFieldDefinition definition) =>
        new(definition.FieldName, null, TypeOf(definition.FieldType), Reader(definition)) 
        {
            Synonyms = [definition.Label], Custom = definition.FieldName, IsPhone = definition.FieldType is CustomFieldType.Phone,
        };

    private static ImportType TypeOf(CustomFieldType type) => type switch
    {
        CustomFieldType.Number => ImportType.Amount,
        CustomFieldType.Date => ImportType.Date,
        CustomFieldType.Boolean => ImportType.YesNo,
        CustomFieldType.Text or CustomFieldType.Select or CustomFieldType.MultiSelect or CustomFieldType.Url or CustomFieldType.Email
            or CustomFieldType.Phone => ImportType.Text,
    };

    private static Func<InputReader, string, string, object?> Reader(CustomFieldDefinition definition) => definition.FieldType switch
    {
        CustomFieldType.Boolean => (check, field, text) => check.YesNo(field, text, definition.Label),
        CustomFieldType.MultiSelect => (check, field, text) =>
            CustomValues.Several(
                check, definition, field, text.Split([';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        _ => (check, field, text) => CustomValues.One(check, definition, field, text),
    };
}
