using System.Reflection;

namespace Crm.Core.Fields;

/// <summary>A declared field of one kind of record, for doors that treat all of its fields alike.</summary>
public abstract record RecordField<T>(string Name, string Label, string Property, FieldType Type) : RecordField(Name, Label, Property, Type)
{
    private FilterField? filter;

    /// <summary>Entity to value, as queries read it.</summary>
    public abstract LambdaExpression Selector { get; }

    /// <summary>What filters compare where that is not the column itself: a stored folded text.</summary>
    public LambdaExpression? FilteredBy { get; init; }

    /// <summary>What its filter has beside name, kind and column.</summary>
    public Func<FilterField, FilterField>? Filtering { get; init; }

    /// <summary>As a field of the filter language; the same instance at every call.</summary>
    public FilterField Filter => filter ??= MakeFilter();

    public abstract object? Get(T record);

    public abstract void Set(T record, object? value);

    /// <summary>Typed text to value; what is wrong goes into the check under <paramref name="place"/>.</summary>
    public abstract object? Read(InputReader check, string place, string? typed);

    /// <summary>The value as a merge keeps it; null for nothing.</summary>
    public abstract string? Keep(T record);

    /// <summary>A kept text back into the record; null empties it.</summary>
    public abstract void Return(T record, string? kept);

    /// <summary>A kept text as people read it.</summary>
    public string Told(string kept) => Choices.FirstOrDefault(c => c.Value == kept)?.Title ?? (Type is FieldType.YesNo ? "Yes" : kept);

    private FilterField MakeFilter()
    {
        var made = new FilterField(ListName, Kind, FilteredBy ?? (Kind is FieldKind.Text ? Folded() : Selector))
        {
            Aliases = Aliases, IsNeverEmpty = IsRequired,
        };
        return Filtering?.Invoke(made) ?? made;
    }

    private FieldKind Kind => Type switch
    {
        FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Phone => FieldKind.Text,
        FieldType.Amount or FieldType.Whole or FieldType.Share => FieldKind.Number,
        FieldType.Date => FieldKind.Date,
        FieldType.Choice or FieldType.YesNo or FieldType.Currency => FieldKind.Select,
        FieldType.Link => FieldKind.User,
    };

    private LambdaExpression Folded() =>
        Expression.Lambda(Expression.Call(typeof(Sql), nameof(Sql.Fold), null, Selector.Body), Selector.Parameters);
}

/// <summary>The same with its value's type, for code that names the field.</summary>
/// <param name="Name">See <see cref="RecordField"/>.</param>
/// <param name="Label">See there.</param>
/// <param name="Type">See there.</param>
/// <param name="Member">The property, as queries read it.</param>
/// <param name="Setter">The entity's own way to set it; null where nobody types it.</param>
public sealed record RecordField<T, TValue>(
    string Name, string Label, FieldType Type, Expression<Func<T, TValue>> Member, Action<T, TValue>? Setter)
    : RecordField<T>(Name, Label, PropertyOf(Member).Name, Type)
{
    private readonly Func<T, TValue> getter = PropertyOf(Member).GetMethod!.CreateDelegate<Func<T, TValue>>();

    public override LambdaExpression Selector => Member;

    /// <summary>How typed text is read, by the field's own length and noun: field, check, place, text.</summary>
    public required Func<RecordField, InputReader, string, string?, TValue> Reading { get; init; }

    /// <summary>How a text that a merge kept is read; null for texts.</summary>
    public Func<string, TValue>? Parsing { get; init; }

    /// <summary>How a merge keeps the value and takes it up again, where the value alone does not say all.</summary>
    public (Func<T, string?> Keep, Action<T, string?> Return)? Merging { get; init; }

    /// <summary>The value of what was typed; where it is wrong, a complaint under the field's own name.</summary>
    public TValue Read(InputReader check, string? typed) => Reading(this, check, Name, typed);

    /// <summary>The same for a new record, which begins with <see cref="RecordField.Initial"/> where nobody says it.</summary>
    public TValue ReadNew(InputReader check, string? typed) => Read(check, string.IsNullOrWhiteSpace(typed) ? Initial : typed);

    public TValue Of(T record) => getter(record);

    public void Set(T record, TValue value) =>
        (Setter ?? throw new InvalidOperationException($"“{Label}” is not set by hand."))(record, value);

    public override object? Get(T record) => getter(record);

    public override void Set(T record, object? value) => Set(record, (TValue)value!);

    public override object? Read(InputReader check, string place, string? typed) => Reading(this, check, place, typed);

    public override string? Keep(T record) => Merging is { } own ? own.Keep(record) : Get(record) switch
    {
        Enum choice => UpperSnakeCase.OfAny(choice),
        bool yes => yes ? "true" : null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var value => value?.ToString(),
    };

    public override void Return(T record, string? kept)
    {
        if (Merging is { } own)
        {
            own.Return(record, kept);
        }
        else
        {
            Set(record, kept is null ? default! : Parsing is null ? (TValue)(object)kept : Parsing(kept));
        }
    }

    private static PropertyInfo PropertyOf(LambdaExpression member) => (PropertyInfo)((MemberExpression)member.Body).Member;
}
