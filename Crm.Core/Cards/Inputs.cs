namespace Crm.Core.Cards;

public sealed record TextInput(string Label) : Element
{
    public string? Value { get; init; }

    public string? Placeholder { get; init; }

    public int? MaxLength { get; init; }

    public bool? IsMultiline { get; init; }

    /// <summary>Text, Tel, Url, Email: which keyboard a phone shows.</summary>
    public string? Style { get; init; }

    public string? Regex { get; init; }

    public bool? IsRequired { get; init; }

    public string? ErrorMessage { get; init; }
}

public sealed record NumberInput(string Label) : Element
{
    public decimal? Value { get; init; }

    public string? Placeholder { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public bool? IsRequired { get; init; }

    public string? ErrorMessage { get; init; }
}

/// <summary>Value is yyyy-MM-dd.</summary>
public sealed record DateInput(string Label) : Element
{
    public string? Value { get; init; }

    public bool? IsRequired { get; init; }

    public string? ErrorMessage { get; init; }
}

/// <summary>Value is "true" or "false".</summary>
public sealed record ToggleInput(string Label, string Title) : Element
{
    public string? Value { get; init; }
}

public sealed record ChoiceSetInput(string Label, IReadOnlyList<Choice> Choices) : Element
{
    /// <summary>Titles are plain text here, whatever the style.</summary>
    [JsonIgnore]
    public IReadOnlyList<Choice> Choices { get; init; } = Choices;

    /// <summary>
    /// The same as clients read them: where all are shown at once (expanded, or several of them) a renderer reads a title as Markdown, in a
    /// list that folds it does not.
    /// </summary>
    [JsonPropertyName("choices")]
    public IReadOnlyList<Choice> TitledChoices => Style is "expanded" || IsMultiSelect is true
        ? [.. Choices.Select(c => c with { Title = Markdown.Escape(c.Title) })]
        : Choices;

    public string? Value { get; init; }

    public string? Placeholder { get; init; }

    /// <summary>compact, expanded or filtered.</summary>
    public string Style { get; init; } = "compact";

    /// <summary>
    /// Where Teams asks for more while somebody types (invoke application/search); other clients show <see cref="Choices"/> alone.
    /// </summary>
    [JsonPropertyName("choices.data")]
    public ChoiceQuery? More { get; init; }

    public bool? IsMultiSelect { get; init; }

    public bool? IsRequired { get; init; }

    public string? ErrorMessage { get; init; }
}

/// <param name="Dataset">What is searched.</param>
public sealed record ChoiceQuery(string Dataset)
{
    public const string Companies = "companies";

    /// <summary>Offers to create the company that was typed, too.</summary>
    public const string CompaniesOrNew = "companies-or-new";

    public const string Contacts = "contacts";
    public const string Deals = "deals";
    public const string Activities = "activities";

    public string Type { get; } = "Data.Query";
}

/// <param name="Title">Plain text.</param>
public sealed record Choice(string Title, string Value);
