using System.Text.Json.Serialization;

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

public sealed record Choice(string Title, string Value)
{
    /// <summary>
    /// For choices that are all shown at once (expanded, or several of them): there the renderer reads a title as markdown, in a list that
    /// folds it does not.
    /// </summary>
    public Choice AsMarkdown() => this with { Title = Markdown.Escape(Title) };
}
