namespace Crm.Core.Fields;

/// <summary>What a field points at; its id is looked up under the caller's rights.</summary>
public enum LinkTo
{
    Company,
    Contact,
    Deal,
    Person,
}

/// <summary>
/// A field of a record, declared once in its entity's file: forms, checks, changes, filters, imports, exports, merges, histories, conflicts
/// and the mapping take from here what they need (docs/decisions/0027).
/// </summary>
/// <param name="Name">The member's name in JSON and the input's id in a form: "leadSource".</param>
/// <param name="Label">What people call it, wherever they meet it: "Lead source".</param>
/// <param name="Property">The property's name, by which the mapping finds it.</param>
/// <param name="Type">Decides its input, its column and how a file writes it.</param>
public abstract record RecordField(string Name, string Label, string Property, FieldType Type)
{
    private readonly string? column;
    private readonly string? listName;
    private readonly string? noun;
    private readonly decimal? most;
    private readonly int? inputLength;

    /// <summary>The doors that reach it.</summary>
    public FieldUse Use { get; init; }

    public string Column
    {
        get => column ?? ColumnName.Of(Property);
        init => column = value;
    }

    /// <summary>Its name in filters and files, where that is not the label in small letters ("email", "linkedin").</summary>
    public string ListName
    {
        get => listName ?? Label.ToLowerInvariant();
        init => listName = value;
    }

    /// <summary>Behind "the" in what is said of a wrong value; the label in small letters, where that is a noun.</summary>
    public string Noun
    {
        get => noun ?? char.ToLowerInvariant(Label[0]) + Label[1..];
        init => noun = value;
    }

    /// <summary>Other names in the filter language.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Other headers that mean it in a file.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>Characters, for texts; the same in forms, by the API and in files.</summary>
    public int Length { get; init; }

    /// <summary>Digits in all and behind the point, for amounts and shares: numeric(12, 2).</summary>
    public (int Precision, int Scale)? Digits { get; init; }

    /// <summary>The largest number there can be; of an amount, what its digits hold.</summary>
    public decimal? Most
    {
        get => most ?? (Digits is { } d ? (Power(d.Precision) - 1) / Power(d.Scale) : null);
        init => most = value;
    }

    /// <summary>A record cannot do without it.</summary>
    public bool IsRequired { get; init; }

    public LinkTo? Link { get; init; }

    /// <summary>Which keyboard a phone shows for it: Url. E-mail and phone numbers say it by their type.</summary>
    public string? Style { get; init; }

    /// <summary>Characters that its input takes, where a typed value may be longer than the kept one (Sweden, SE).</summary>
    public int? InputLength
    {
        get => (inputLength ?? Length) is > 0 and var length ? length : null;
        init => inputLength = value;
    }

    /// <summary>What an empty input shows.</summary>
    public string? Placeholder { get; init; }

    /// <summary>What the client says where a required input is left empty.</summary>
    public string? Missing { get; init; }

    /// <summary>Of a choice.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>What a new record has where nobody says it, in the database's spelling.</summary>
    public string? Initial { get; init; }

    /// <summary>The header of an export.</summary>
    public string Header => ListName.Equals(Label, StringComparison.OrdinalIgnoreCase) ? Label
        : char.ToUpperInvariant(ListName[0]) + ListName[1..];

    /// <summary>Among the fields that the card reads; set where the fields are listed.</summary>
    internal int Place { get; set; } = -1;

    /// <summary>The value as a person reads it in a conflict.</summary>
    public static string? Say(object? value) => value switch
    {
        null => null,
        Enum choice => string.Concat(choice.ToString()
            .Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString())),
        bool yes => yes ? "yes" : "no",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static decimal Power(int digits) => decimal.Parse("1" + new string('0', digits), CultureInfo.InvariantCulture);
}
