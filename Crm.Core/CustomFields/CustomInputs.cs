namespace Crm.Core.CustomFields;

/// <summary>The tenant's own fields as inputs of a form, one for each of the nine types.</summary>
public static class CustomInputs
{
    /// <param name="fields">In the order of the form.</param>
    /// <param name="values">What was typed, or what stands in the record.</param>
    /// <param name="why">What was wrong with it.</param>
    /// <param name="isNew">A new record begins with the defaults.</param>
    public static IEnumerable<Element> For(IReadOnlyList<CustomFieldDefinition> fields, FormValues values, Refusal? why, bool isNew) =>
        fields.SelectMany(field =>
    {
        var id = $"custom.{field.FieldName}";
        var value = values[id]
            ?? (isNew && why is null && field.DefaultValue is { } json
                ? FormValues.Of(new { custom = new Dictionary<string, object> { [field.FieldName] = Json(json) } })[id]
                : null);
        return Blocks.Field(Input(field, id, value), why);
    });

    private static Element Input(CustomFieldDefinition field, string id, string? value)
    {
        var (isRequired, error) = field.IsRequired ? ((bool?)true, $"{field.Label} is needed.") : (null, null);
        return field.FieldType switch
        {
            CustomFieldType.Text => new TextInput(field.Label)
                { Id = id, Value = value, MaxLength = field.TextLength(CustomValues.TextLength), IsRequired = isRequired,
                    ErrorMessage = error },
            CustomFieldType.Number => new TextInput(field.Label)
                { Id = id, Value = value, Placeholder = "1,250.5", MaxLength = 40, IsRequired = isRequired, ErrorMessage = error },
            CustomFieldType.Date => new DateInput(field.Label) { Id = id, Value = value, IsRequired = isRequired, ErrorMessage = error },
            CustomFieldType.Boolean => new ChoiceSetInput(field.Label, [new("Yes", "true"), new("No", "false")])
            {
                Id = id, Value = value, Placeholder = "Not said", IsRequired = isRequired, ErrorMessage = error,
            },
            CustomFieldType.Select => Choice(field, id, value, isRequired, error),
            CustomFieldType.MultiSelect => Choice(field, id, value, isRequired, error) with
            {
                IsMultiSelect = true, Style = "compact",
                Choices = [.. field.Choices.Select(c => new Choice(c, ManyChoices.Encode(c)))],
            },
            CustomFieldType.Url => new TextInput(field.Label)
            {
                Id = id, Value = value, Style = "Url", Placeholder = "https://example.com", MaxLength = field.TextLength(2000),
                IsRequired = isRequired, ErrorMessage = error,
            },
            CustomFieldType.Email => new TextInput(field.Label)
                { Id = id, Value = value, Style = "Email", Placeholder = "name@company.com", MaxLength = 255, IsRequired = isRequired,
                    ErrorMessage = error },
            CustomFieldType.Phone => new TextInput(field.Label)
                { Id = id, Value = value, Style = "Tel", Placeholder = "+46 8 123 45 67", MaxLength = 50, IsRequired = isRequired,
                    ErrorMessage = error },
        };
    }

    private static ChoiceSetInput Choice(CustomFieldDefinition field, string id, string? value, bool? isRequired, string? error) =>
        Offered(field, [.. field.Choices.Select(c => new Choice(c, c))]) with
        {
            Id = id, Value = value, IsRequired = isRequired, ErrorMessage = error,
        };

    private static ChoiceSetInput Offered(CustomFieldDefinition field, IReadOnlyList<Choice> choices) =>
        new(field.Label, choices) { Placeholder = "None", Style = Blocks.StyleOf(choices) };

    private static System.Text.Json.JsonElement Json(string json) =>
        System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(json, CardJson.Options);
}
