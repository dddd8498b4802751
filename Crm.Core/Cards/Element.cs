namespace Crm.Core.Cards;

/// <summary>
/// Everything that can stand in a card's body. Closed: a new element is a line here, a record below and an approved card.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), "TextBlock")]
[JsonDerivedType(typeof(Container), "Container")]
[JsonDerivedType(typeof(ColumnSet), "ColumnSet")]
[JsonDerivedType(typeof(FactSet), "FactSet")]
[JsonDerivedType(typeof(ActionSet), "ActionSet")]
[JsonDerivedType(typeof(TextInput), "Input.Text")]
[JsonDerivedType(typeof(NumberInput), "Input.Number")]
[JsonDerivedType(typeof(DateInput), "Input.Date")]
[JsonDerivedType(typeof(ToggleInput), "Input.Toggle")]
[JsonDerivedType(typeof(ChoiceSetInput), "Input.ChoiceSet")]
[JsonDerivedType(typeof(HorizontalBarChart), "Chart.HorizontalBar")]
[JsonDerivedType(typeof(VerticalBarChart), "Chart.VerticalBar")]
[JsonDerivedType(typeof(DonutChart), "Chart.Donut")]
public abstract record Element
{
    private protected Element()
    {
    }

    public string? Id { get; init; }

    public Spacing? Spacing { get; init; }

    public bool? Separator { get; init; }

    public bool? IsVisible { get; init; }
}

/// <summary>Text is markdown: what people wrote goes through <see cref="Markdown.Escape"/> first.</summary>
public sealed record TextBlock(string Text) : Element
{
    public TextSize? Size { get; init; }

    public string? Weight { get; init; }

    public TextColor? Color { get; init; }

    public bool? IsSubtle { get; init; }

    public bool Wrap { get; init; } = true;

    public int? MaxLines { get; init; }

    /// <summary>"heading" tells screen readers that this is a title.</summary>
    public string? Style { get; init; }
}

public sealed record Container(IReadOnlyList<Element> Items) : Element
{
    /// <summary>default, emphasis, good, attention, warning, accent.</summary>
    public string? Style { get; init; }

    public CardAction? SelectAction { get; init; }
}

public sealed record ColumnSet(IReadOnlyList<Column> Columns) : Element
{
    public CardAction? SelectAction { get; init; }
}

/// <summary>Not an element of its own: it stands in a <see cref="ColumnSet"/> only.</summary>
public sealed record Column(IReadOnlyList<Element> Items)
{
    public string Type { get; } = "Column";

    /// <summary>"auto" or "stretch".</summary>
    public string Width { get; init; } = "stretch";

    public string? VerticalContentAlignment { get; init; }

    public string? Style { get; init; }

    public CardAction? SelectAction { get; init; }
}

public sealed record FactSet(IReadOnlyList<Fact> Facts) : Element;

public sealed record Fact(string Title, string Value);

public sealed record ActionSet(IReadOnlyList<CardAction> Actions) : Element;
