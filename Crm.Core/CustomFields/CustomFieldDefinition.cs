namespace Crm.Core.CustomFields;

public enum CustomFieldType
{
    Text,
    Number,
    Date,
    Boolean,
    Select,
    MultiSelect,
    Url,
    Email,
    Phone,
}

/// <summary>A field that a tenant added to companies, contacts, deals or activities; values live in the record's jsonb.</summary>
public sealed class CustomFieldDefinition : DeletableEntity
{
    public const int NameLength = 100;

    /// <summary>
    /// Characters of a filterable text: an entry of a btree index holds 2,700 bytes, and a longer value could not be saved beside it.
    /// </summary>
    public const int IndexedTextLength = 500;

    private (string Json, IReadOnlyList<string> Labels) choices = ("[]", []);

    public Guid Id { get; private init; }

    /// <summary>company, contact, deal or activity.</summary>
    public string Entity { get; private init; } = "";

    public string FieldName { get; private init; } = "";

    public string Label { get; private set; } = "";

    public CustomFieldType FieldType { get; private init; }

    /// <summary>JSON array of choices, for SELECT and MULTI_SELECT.</summary>
    public string Options { get; private set; } = "[]";

    /// <summary>The labels of <see cref="Options"/>, in their order; read once, because an import asks for every row.</summary>
    public IReadOnlyList<string> Choices
    {
        get
        {
            if (choices.Json != Options)
            {
                choices = (Options, JsonSerializer.Deserialize<string[]>(Options, JsonSerializerOptions.Default) ?? []);
            }

            return choices.Labels;
        }
    }

    public bool IsRequired { get; private set; }

    public string? DefaultValue { get; private set; }

    public int Position { get; private set; }

    public bool IsFilterable { get; private set; }

    /// <summary>How many of <paramref name="most"/> characters a text of this field may have.</summary>
    public int TextLength(int most) => IsFilterable ? Math.Min(most, IndexedTextLength) : most;

    public static CustomFieldDefinition Named(
        string entity, string fieldName, string label, CustomFieldType type, IReadOnlyList<string> choices, int position,
        DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Entity = entity,
        FieldName = fieldName,
        Label = label,
        FieldType = type,
        Options = JsonSerializer.Serialize(choices, JsonSerializerOptions.Default),
        Position = position,
        CreatedAt = now,
        UpdatedAt = now,
    };

    public void Describe(string label, IReadOnlyList<string> choices, bool isRequired, int position, bool isFilterable, DateTimeOffset now)
    {
        (Label, IsRequired, Position, IsFilterable) = (label, isRequired, position, isFilterable);
        Options = JsonSerializer.Serialize(choices, JsonSerializerOptions.Default);
        Touch(now);
    }

    /// <param name="json">What a new record has until somebody types something else; null for nothing.</param>
    public void StartWith(string? json) => DefaultValue = json;
}
