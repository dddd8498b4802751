namespace Crm.Core.Cards;

/// <summary>Named pieces that recur in cards.</summary>
public static class Blocks
{
    private const int EditableText = 2000;
    private const int ShortList = 12;

    public static TextBlock Title(string text) => new(text) { Size = TextSize.Large, Weight = "Bolder", Style = "heading" };

    public static TextBlock Subtle(string text) => new(text) { IsSubtle = true, Spacing = Spacing.None };

    public static TextBlock Heading(string text) => new(text) { Weight = "Bolder", Spacing = Spacing.Medium, Style = "heading" };

    /// <summary>A heading with the way to more of it at its right.</summary>
    public static ColumnSet HeadingWith(string text, string more, CardAction all) => new(
    [
        new Column([Heading(text) with { Spacing = null }]),
        new Column([new TextBlock(more) { Size = TextSize.Small, Color = TextColor.Accent }])
            { Width = "auto", VerticalContentAlignment = "Bottom", SelectAction = all },
    ])
    { Spacing = Spacing.Medium };

    /// <summary>The first words of a longer text; all of it is in the edit form.</summary>
    public static IEnumerable<Element> Text(string? text) => string.IsNullOrWhiteSpace(text)
        ? []
        : [new TextBlock(Markdown.Lines(text, 400)) { Spacing = Spacing.Medium }];

    /// <summary>
    /// The server's word on a field, right under it. What the client can check by itself it says in its own error message.
    /// </summary>
    public static IEnumerable<Element> Field(Element input, Refusal? refusal)
    {
        yield return input;
        if (refusal?.For(input.Id!) is { } wrong)
        {
            yield return new TextBlock("⚠ " + Markdown.Escape(wrong)) { Color = TextColor.Attention, Spacing = Spacing.None };
        }

        if (refusal?.Conflicts.FirstOrDefault(c => c.Field == input.Id) is { } met)
        {
            yield return new TextBlock($"⚠ Theirs: {Markdown.Short(Said(input, met.Theirs), 300)}")
                { Color = TextColor.Attention, Spacing = Spacing.None };
        }
    }

    /// <summary>Above a form that somebody else was quicker with: what was typed stands in it, what they saved under it.</summary>
    public static IEnumerable<Element> Met(Refusal? refusal) => refusal is not { Kind: RefusalKind.Conflict } ? [] :
    [
        new TextBlock("⚠ " + (refusal.Conflicts.Count == 0 ? refusal.Message
            : "Somebody else changed this meanwhile. Nothing was saved: what you typed is still here, what they saved stands under it. "
            + "Save again to put yours in its place."))
        { Color = TextColor.Attention },
    ];

    private static string Said(Element input, string? value) => (input, value) switch
    {
        (ToggleInput, _) => value == "true" ? "yes" : "no",
        (_, null) => "nothing",
        (ChoiceSetInput choices, _) => choices.Choices.FirstOrDefault(c => c.Value == value)?.Title ?? value,
        (TextInput { IsMultiline: true }, _) => value.Replace("\n", ", ", StringComparison.Ordinal),
        _ => value,
    };

    /// <summary>The card around a new record's inputs. Cancel is never blocked by a required one.</summary>
    public static AdaptiveCard NewForm(string title, string button, string verb, string submission, IEnumerable<Element> inputs) =>
        new([Title(title), .. inputs])
    {
        Actions = [ExecuteAction.Of(button, verb, new { submission }, withInputs: true) with { Style = "positive" }, DismissCard.Button],
        FallbackText = title,
    };

    /// <summary>
    /// Another record, or none: the latest ones to choose from, and where the client can, all others by typing. One that is chosen already
    /// is shown in a plain list: Microsoft's renderer shows the chosen value of a filtered one by its id.
    /// </summary>
    /// <remarks>While there is nothing to choose from there is no input: a choice set must hold a choice.</remarks>
    public static IEnumerable<Element> Pick(
        string label, string id, string dataset, IReadOnlyList<Choice> choices, FormValues values, Refusal? why) =>
        choices.Count == 0
            ? why?.For(id) is { } wrong ? [new TextBlock("⚠ " + Markdown.Escape(wrong)) { Color = TextColor.Attention }] : []
        : Field(
            values[id] is { } chosen && choices.Any(c => c.Value == chosen)
                ? new ChoiceSetInput(label, choices) { Id = id, Value = chosen, Placeholder = "None" }
                : new ChoiceSetInput(label, choices) { Id = id, Placeholder = "None", Style = "filtered", More = new ChoiceQuery(dataset) },
            why);

    /// <summary>A long list is typed into, a short one is looked at.</summary>
    public static string StyleOf(IReadOnlyList<Choice> choices) => choices.Count > ShortList ? "filtered" : "compact";

    /// <summary>Nothing where the reader may not give the record away.</summary>
    public static IEnumerable<Element> Owner(FormValues values, IReadOnlyList<Choice> people, Refusal? why) => people.Count == 0
        ? []
        : Field(
        new ChoiceSetInput("Owner", people) { Id = "ownerId", Value = values["ownerId"], Style = StyleOf(people), IsRequired = true,
            ErrorMessage = "Somebody must own it." }, why);

    /// <summary>A text of several lines. A card carries 25 KB; a longer text stays as it is and is said to.</summary>
    public static IEnumerable<Element> LongText(string label, string id, FormValues values, Refusal? why) =>
        values[id] is { Length: > EditableText }
        ? [Subtle($"{label}: too long to be changed in a card. It stays as it is.") with { Spacing = Spacing.Default }]
        : Field(new TextInput(label) { Id = id, Value = values[id], IsMultiline = true, MaxLength = EditableText }, why);

    /// <summary>Buttons inside the card, as many as there are; no row when there are none.</summary>
    public static IEnumerable<Element> Row(params IReadOnlyList<CardAction?> buttons)
    {
        List<CardAction> there = [.. buttons.OfType<CardAction>()];
        return there.Count == 0 ? [] : [new ActionSet(there) { Spacing = Spacing.Medium }];
    }

    /// <summary>Facts with a value; what is not known is not shown.</summary>
    public static FactSet Facts(params IReadOnlyList<(string Title, string? Value)> facts) =>
        new([.. facts.Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => new Fact(f.Title, f.Value!))]);

    /// <summary>The same with the tenant's own fields after them.</summary>
    public static FactSet Facts(IReadOnlyList<(string Title, string? Value)> facts, IEnumerable<(string Label, string Value)> custom) =>
        Facts([.. facts, .. custom.Select(c => (Markdown.Escape(c.Label), (string?)Markdown.Short(c.Value, 300)))]);

    public static IReadOnlyList<Choice> Choices<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new Choice(UpperSnakeCase.Label(v), UpperSnakeCase.Of(v)))];
}
