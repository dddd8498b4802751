using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Records;

namespace Crm.Core.CustomFields;

/// <summary>The fields that a tenant added: everybody reads which there are, an administrator adds, changes and removes them.</summary>
public static class FieldCards
{
    /// <summary>Lines that fit a card of 25 KB.</summary>
    private const int Most = 30;

    public static AdaptiveCard All(IReadOnlyList<FieldSeen> fields, CurrentUser reader)
    {
        var isAdmin = reader.Role is Role.Admin;
        return new AdaptiveCard(
        [
            Blocks.Title($"Your own fields: {fields.Count}"),
            new TextBlock("They stand in forms, on cards and in filters like any other field. A removed one keeps its values in the records."),
            .. Enum.GetValues<RecordKind>().SelectMany(kind => Section(kind, [.. fields.Take(Most).Where(f => f.Kind == kind)], isAdmin)),
            .. fields.Count > Most ? [Blocks.Subtle($"and {fields.Count - Most} more")] : Array.Empty<Element>(),
        ])
        {
            FallbackText = $"Your own fields: {string.Join(", ", fields.Take(Most).Select(f => f.Label))}",
        };
    }

    public static AdaptiveCard Form(FieldForm form, CurrentUser reader)
    {
        var (field, typed) = (form.Field, form.Typed);
        var title = field is null ? $"New field of {RecordWords.Plural(form.Kind)}" : $"Field {Markdown.Short(field.Label, 60)}";
        var choices = typed?.Choices ?? (field is null ? null : string.Join('\n', field.Choices));
        return new AdaptiveCard(
        [
            Blocks.Title(title),
            .. Blocks.Field(
                new TextInput("Name") { Id = "label", Value = typed?.Label ?? field?.Label, MaxLength = CustomFieldDefinition.NameLength, IsRequired = true, ErrorMessage = "A field needs a name." }, form.Why),
            .. field is not null ? [Blocks.Subtle($"Type: {UpperSnake.Label(field.Type)}")] : Blocks.Field(
                new ChoiceSetInput("Type", Blocks.Choices<CustomFieldType>()) { Id = "type", Value = typed?.Type ?? UpperSnake.Of(CustomFieldType.Text) }, form.Why),
            .. field is not null and { Type: not (CustomFieldType.Select or CustomFieldType.MultiSelect) } ? [] : Blocks.Field(
                new TextInput("Choices") { Id = "choices", Value = choices, IsMultiline = true, MaxLength = 2000, Placeholder = "For Select and Multi select: one in each line" }, form.Why),
            .. Blocks.Field(new TextInput("Begins with") { Id = "default", Value = typed is null ? Default(field, reader) : typed.Default, MaxLength = 500, Placeholder = "What a new record has until somebody types something else" }, form.Why),
            new ToggleInput("Required", "Forms ask for it") { Id = "required", Value = typed?.Required ?? Yes(field?.IsRequired) },
            new ToggleInput("Filterable", "Has an index of its own: lists that filter by it are fast, and texts end at 500 characters") { Id = "filterable", Value = typed?.Filterable ?? Yes(field?.IsFilterable) },
        ])
        {
            Actions =
            [
                ExecuteAction.Press("Save", SaveField.Verb, new { kind = form.Kind, id = field?.Id, version = field?.Version }, withInputs: true) with { Style = "positive" },
                ExecuteAction.Press("Cancel", ShowFields.Verb, new ShowFields()),
            ],
            FallbackText = title,
        };
    }

    private static IEnumerable<Element> Section(RecordKind kind, IReadOnlyList<FieldSeen> fields, bool isAdmin)
    {
        var title = RecordWords.Plural(kind);
        title = char.ToUpperInvariant(title[0]) + title[1..];
        IEnumerable<Element> heading = isAdmin ? [Blocks.HeadingWith(title, "New field", ExecuteAction.Press($"New field of {RecordWords.Plural(kind)}", EditField.Verb, new EditField(kind)))]
            : fields.Count > 0 ? [Blocks.Heading(title)] : [];
        return heading.Concat(fields.Select(f => Line(f, isAdmin)));
    }

    private static ColumnSet Line(FieldSeen field, bool isAdmin) => new(
    [
        new Column(
        [
            new TextBlock($"**{Markdown.Short(field.Label, 80)}**"),
            Blocks.Subtle(string.Join(" · ", ((string?[])
            [
                UpperSnake.Label(field.Type), field.Choices.Count > 0 ? Markdown.Short(string.Join(", ", field.Choices), 80) : null, field.IsRequired ? "required" : null, field.IsFilterable ? "filterable" : null,
            ]).OfType<string>())),
        ]),
        .. !isAdmin ? Array.Empty<Column>() :
        [
            new Column(
            [
                new ActionSet(
                [
                    ExecuteAction.Press("Edit", EditField.Verb, new EditField(field.Kind, field.Id)) with { Tooltip = $"Edit {field.Label}" },
                    ExecuteAction.Press("Remove", RemoveField.Verb, new RemoveField(field.Id)) with { Tooltip = $"Remove {field.Label}" },
                ]),
            ])
            { Width = "auto", VerticalContentAlignment = "Center" },
        ],
    ])
    { Separator = true, Spacing = Spacing.Small };

    /// <summary>As the reader would type it.</summary>
    private static string? Default(FieldSeen? field, CurrentUser reader) => field?.Default is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => v.ToString())),
        JsonValueKind.Number => value.GetDecimal().ToString("0.############", Numbers.CultureOf(reader.Locale)),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => value.ToString(),
    };

    private static string Yes(bool? yes) => yes == true ? "true" : "false";
}
