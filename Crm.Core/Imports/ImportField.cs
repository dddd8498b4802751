namespace Crm.Core.Imports;

/// <summary>
/// How the text of a cell becomes a value; amounts and dates are first brought from the column's own form into the product's.
/// </summary>
public enum ImportType
{
    Text,
    Amount,
    Whole,
    Share,
    Date,
    YesNo,
    Stage,
    Owner,
}

/// <summary>
/// One field a column of a file can fill. The reading is the use cases' own <see cref="InputReader"/>: what a form refuses, an import
/// refuses.
/// </summary>
/// <param name="Name">As people see it, and as they write it in --map.</param>
/// <param name="Column">Where the value is staged; null for a field that only helps another one ("full name").</param>
/// <param name="Type">Form of the values.</param>
/// <param name="Read">The value, or null and a complaint in the check.</param>
public sealed record ImportField(string Name, string? Column, ImportType Type, Func<InputReader, string, string, object?> Read)
{
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>A link or a key: staged, but no column of the record itself.</summary>
    public bool IsKey { get; init; }

    /// <summary>A new record cannot do without it.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>For a new record whose file does not say it; SQL.</summary>
    public string? Default { get; init; }

    /// <summary>Read after the rest of its row, which may say of which country it is.</summary>
    public bool IsPhone { get; init; }

    /// <summary>A custom field's name in the record's jsonb.</summary>
    public string? Custom { get; init; }

    /// <summary>A declared field, read by its own rule and known by its label too; a file has more words for yes and no.</summary>
    public static ImportField Of<T>(RecordField<T> field) => new(field.ListName, field.Column, TypeOf(field.Type), Reader(field))
    {
        Synonyms = [field.Label, .. field.Synonyms],
        IsNeeded = field.IsRequired,
        IsPhone = field.Type is FieldType.Phone,
        Default = field.Initial is not { } initial ? null : field.Type is FieldType.YesNo ? initial : $"'{initial}'",
    };

    public static ImportField Text(string name, string column, string what, int length, params string[] synonyms) =>
        new(name, column, ImportType.Text, (check, field, text) => check.Optional(field, text, what, length)) { Synonyms = synonyms };

    public static ImportField Email(string name, string column, int length, params string[] synonyms) =>
        new(name, column, ImportType.Text, (check, field, text) => check.Email(field, text, length)) { Synonyms = synonyms };

    public static ImportField Key(string name, string column, params string[] synonyms) =>
        Text(name, column, Capital(name), ExternalId.KeyLength, synonyms) with { IsKey = true };

    /// <summary>
    /// Only under this name or by a preset: a bare "id" counts the rows of one file, and would find the wrong record in the next.
    /// </summary>
    public static ImportField ExternalKey() => Key("external id", "external_id");

    /// <summary>That key, and what a kind's fields say of themselves.</summary>
    public static IEnumerable<ImportField> Declared<T>(RecordFields<T> fields) =>
        fields.For(FieldUse.Imported).Select(Of).Prepend(ExternalKey());

    public static ImportField OwnerField(params string[] synonyms) =>
        new("owner", null, ImportType.Owner, (_, _, text) => text) { Synonyms = synonyms };

    /// <summary>
    /// Whether a header, a name in --map or a synonym means this field: case, spaces, underscores and dashes do not count.
    /// </summary>
    public bool Answers(string header) => ComparisonKey.Of(Name) == ComparisonKey.Of(header)
        || (Column is not null && ComparisonKey.Of(Column) == ComparisonKey.Of(header))
        || Synonyms.Any(s => ComparisonKey.Of(s) == ComparisonKey.Of(header));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static ImportType TypeOf(FieldType type) => type switch
    {
        FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Phone or FieldType.Choice or FieldType.Currency =>
            ImportType.Text,
        FieldType.Amount => ImportType.Amount,
        FieldType.Whole => ImportType.Whole,
        FieldType.Share => ImportType.Share,
        FieldType.Date => ImportType.Date,
        FieldType.YesNo => ImportType.YesNo,
        FieldType.Link => ImportType.Owner,
    };

    private static Func<InputReader, string, string, object?> Reader<T>(RecordField<T> field) => field.Type switch
    {
        FieldType.YesNo => (check, place, text) => check.YesNo(place, text, field.Label),
        FieldType.Choice => (check, place, text) => field.Read(check, place, text) is Enum choice ? UpperSnakeCase.OfAny(choice) : null,
        FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Phone or FieldType.Amount or FieldType.Whole or FieldType.Share
            or FieldType.Date or FieldType.Currency or FieldType.Link => (check, place, text) => field.Read(check, place, text),
    };
}
