namespace Crm.Core.Administration;

/// <summary>The fields that a tenant added: everybody reads which there are, an administrator adds, changes and removes them.</summary>
public static class FieldCards
{
    /// <summary>Lines that fit a card of 25 KB.</summary>
    private const int Most = 30;

    public static AdaptiveCard All(IReadOnlyList<FieldSeen> fields, CurrentUser reader)
    {
        var isAdmin = reader.IsAdministrator;
        return new AdaptiveCard(
        [
            Blocks.Title($"Your own fields: {fields.Count}"),
            new TextBlock(
                "They stand in forms, on cards and in filters like any other field. A removed one keeps its values in the records."),
            .. Enum.GetValues<RecordKind>().SelectMany(kind => Section(kind, [.. fields.Take(Most).Where(f => f.Kind == kind)], isAdmin)),
            .. fields.Count > Most ? [Blocks.Subtle($"and {fields.Count - Most} more")] : Array.Empty<Element>(),
        ])
        {
            FallbackText = $"Your own fields: {string.Join(", ", fields.Take(Most).Select(f => f.Label))}",
        };
    }

    public static AdaptiveCard Form(FieldForm form)
    {
        var (field, values) = (form.Field, form.Values);
        var title = field is null ? $"New field of {RecordWords.Plural(values.Kind)}" : $"Field {Markdown.Short(field.Label, 60)}";
        return new AdaptiveCard(
        [
            Blocks.Title(title),
            .. Blocks.Met(form.Why),
            .. Blocks.Field(
                new TextInput("Name") { Id = "label", Value = values.Label, MaxLength = CustomFieldDefinition.NameLength, IsRequired = true,
                    ErrorMessage = "A field needs a name." }, form.Why),
            .. field is not null ? [Blocks.Subtle($"Type: {UpperSnakeCase.Label(field.Type)}")] : Blocks.Field(
                new ChoiceSetInput("Type", Blocks.Choices<CustomFieldType>())
                    { Id = "type", Value = values.Type ?? UpperSnakeCase.Of(CustomFieldType.Text) }, form.Why),
            .. field is not null and { Type: not (CustomFieldType.Select or CustomFieldType.MultiSelect) } ? [] : Blocks.Field(
                new TextInput("Choices") { Id = "choices", Value = values.Choices, IsMultiline = true, MaxLength = 2000,
                    Placeholder = "For Select and Multi select: one in each line" }, form.Why),
            .. Blocks.Field(
                new TextInput("Begins with") { Id = "default", Value = values.Default, MaxLength = 500,
                    Placeholder = "What a new record has until somebody types something else" }, form.Why),
            .. Blocks.Field(
                new ToggleInput("Required", "Forms ask for it") { Id = "required", Value = values.Required ?? "false" }, form.Why),
            .. Blocks.Field(
                new ToggleInput("Filterable", "Has an index of its own: lists that filter by it are fast, and texts end at 500 characters")
                    { Id = "filterable", Value = values.Filterable ?? "false" }, form.Why),
        ])
        {
            Actions =
            [
                ExecuteAction.Submit<SaveField>("Save",
                    new { kind = values.Kind, id = field?.Id, version = values.Version, was = values.Was })
                    with { Style = "positive" },
                ExecuteAction.Press("Cancel", new ShowFields()),
            ],
            FallbackText = title,
        };
    }

    private static IEnumerable<Element> Section(RecordKind kind, IReadOnlyList<FieldSeen> fields, bool isAdmin)
    {
        var title = RecordWords.Plural(kind);
        title = char.ToUpperInvariant(title[0]) + title[1..];
        IEnumerable<Element> heading = isAdmin
            ? [Blocks.HeadingWith(title, "New field", ExecuteAction.Press($"New field of {RecordWords.Plural(kind)}", new EditField(kind)))]
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
                UpperSnakeCase.Label(field.Type), field.Choices.Count > 0 ? Markdown.Short(string.Join(", ", field.Choices), 80) : null,
                field.IsRequired ? "required" : null, field.IsFilterable ? "filterable" : null,
            ]).OfType<string>())),
        ]),
        .. !isAdmin ? Array.Empty<Column>() :
        [
            new Column(
            [
                new ActionSet(
                [
                    ExecuteAction.Press("Edit", new EditField(field.Kind, field.Id)) with { Tooltip = $"Edit {field.Label}" },
                    new ShowCardAction(
                        new AdaptiveCard(
                            [new TextBlock(
                                $"Remove **{Markdown.Short(field.Label, 80)}**? It leaves forms, cards and filters; what records hold of "
                                + "it is kept.")])
                    {
                        Actions = [ExecuteAction.Press("Yes, remove", new RemoveField(field.Id)) with { Style = "destructive" }],
                    })
                    { Title = "Remove", Tooltip = $"Remove {field.Label}" },
                ]),
            ])
            { Width = "auto", VerticalContentAlignment = "Center" },
        ],
    ])
    { Separator = true, Spacing = Spacing.Small };
}
