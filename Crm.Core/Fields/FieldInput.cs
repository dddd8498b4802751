namespace Crm.Core.Fields;

/// <summary>A declared field as the input of a form; where it stands in the form is written by hand.</summary>
public static class FieldInput
{
    /// <param name="field">Its name, label and limits.</param>
    /// <param name="values">What was typed, or what stands in the record.</param>
    /// <param name="why">What was wrong with it.</param>
    /// <param name="initial">What is chosen while nothing was.</param>
    public static IEnumerable<Element> For(RecordField field, FormValues values, Refusal? why, string? initial = null) =>
        field.Type is FieldType.LongText ? Blocks.LongText(field.Label, field.Name, values, why)
            : Blocks.Field(Input(field, values[field.Name] ?? initial), why);

    /// <summary>Several of them, one under the other.</summary>
    public static IEnumerable<Element> All(FormValues values, Refusal? why, params IReadOnlyList<RecordField> fields) =>
        fields.SelectMany(field => For(field, values, why));

    private static Element Input(RecordField field, string? value) => field.Type switch
    {
        FieldType.Date => new DateInput(field.Label) { Id = field.Name, Value = value },
        FieldType.YesNo => new ToggleInput(field.Label, field.Label) { Id = field.Name, Value = value ?? "false" },
        FieldType.Choice => new ChoiceSetInput(field.Label, field.Choices)
        {
            Id = field.Name, Value = value, Placeholder = field.Placeholder,
        },
        FieldType.Text or FieldType.LongText => Text(field, value),
        FieldType.Email => Text(field, value) with { Style = "Email" },
        FieldType.Phone => Text(field, value) with { Style = "Tel" },
        FieldType.Amount or FieldType.Whole or FieldType.Share or FieldType.Currency => Text(field, value),
        FieldType.Link => throw new InvalidOperationException($"What “{field.Label}” offers is read by the form."),
    };

    private static TextInput Text(RecordField field, string? value) => new(field.Label)
    {
        Id = field.Name,
        Value = value,
        Placeholder = field.Placeholder,
        MaxLength = field.InputLength,
        Style = field.Style,
        IsRequired = field.IsRequired ? true : null,
        ErrorMessage = field.Missing,
    };
}
