namespace Crm.Core.Filtering;

public enum FieldKind
{
    Text,
    Number,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>A point in time; days mean the reader's days.</summary>
    Moment,
    Select,
    MultiSelect,
    User,
}

/// <summary>A value that can be chosen: what people see and what the column holds.</summary>
public sealed record FieldOption(string Label, object Value)
{
    /// <summary>Other words for it that are read, never printed: a person's address, a country's code.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public static IReadOnlyList<FieldOption> YesNo { get; } =
        [new("yes", true) { Aliases = ["true"] }, new("no", false) { Aliases = ["false"] }];

    /// <summary>Every value of an enum, labelled for people.</summary>
    public static IReadOnlyList<FieldOption> AllOf<T>()
        where T : struct, Enum => Labels<T>.All;

    public bool Answers(string words) => Label.Equals(words, StringComparison.OrdinalIgnoreCase)
        || Aliases.Any(a => a.Equals(words, StringComparison.OrdinalIgnoreCase));

    private static class Labels<T>
        where T : struct, Enum
    {
        public static readonly IReadOnlyList<FieldOption> All = [
            .. Enum.GetValues<T>().Select(v => new FieldOption(UpperSnakeCase.Label(v), v))];
    }
}

/// <summary>A text in the order in which people read it ("Ann Miller").</summary>
/// <param name="Text">Entity to text, folded.</param>
/// <param name="Holder">Entity to the stored column that begins with it, which an index serves.</param>
public sealed record ShownText(LambdaExpression Text, LambdaExpression Holder);

/// <summary>
/// One filterable field of an entity, under the name people see. The registry of these drives parser, printer, compiler, the doors'
/// builders, error texts and the generated reference page.
/// </summary>
/// <param name="Name">As printed: "expected close".</param>
/// <param name="Kind">Decides which operators there are (<see cref="Operators"/>).</param>
/// <param name="Column"><see cref="Selector"/>, made when it is first asked for: of thirty fields a list uses three.</param>
public sealed record FilterField(string Name, FieldKind Kind, Lazy<LambdaExpression> Column)
{
    public FilterField(string name, FieldKind kind, LambdaExpression selector)
        : this(name, kind, new Lazy<LambdaExpression>(selector))
    {
    }

    /// <summary>
    /// The column, entity to value; for text the folded column. For <see cref="FieldKind.MultiSelect"/> the number of chosen options, null
    /// for none.
    /// </summary>
    public LambdaExpression Selector => Column.Value;

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>False where the column is lower case only (addresses, domains): accents count there.</summary>
    public bool IsFolded { get; init; } = true;

    /// <summary>
    /// A typed text as the column holds it (an address without what stands around it), when it is compared; null where it is taken as it
    /// is.
    /// </summary>
    public Func<string, string?>? Normalised { get; init; }

    /// <summary>A phone number may stand there with its country and be typed without: "is" asks for the end.</summary>
    public bool IsMeantByItsEnd { get; init; }

    /// <summary>
    /// For text whose column is in the order of sorting ("Miller Ann"): what people see. A condition holds if it holds of either.
    /// </summary>
    public ShownText? Shown { get; init; }

    /// <summary>A text that every row has: a list in its order has no run of empty values to look for.</summary>
    public bool IsNeverEmpty { get; init; }

    /// <summary>For moments of which some are days without an hour: the day, or null (docs/decisions/0020).</summary>
    public LambdaExpression? WholeDay { get; init; }

    /// <summary>For Select, MultiSelect and User.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>What sorting goes by where that is not the value itself: a stage's position, a person's name.</summary>
    public LambdaExpression? Order { get; init; }

    /// <summary>
    /// The order of rows that are equal in <see cref="Order"/>, or have nothing there: texts upwards, numbers in the key's own direction.
    /// </summary>
    public IReadOnlyList<FilterField> ThenBy { get; init; } = [];

    /// <summary>Entity to bool, "holds this option", where an index answers that better than a comparison (custom fields).</summary>
    public Func<FieldOption, LambdaExpression>? Holds { get; init; }

    /// <summary>
    /// Partial indexes stand on single values of this column (open deals, pending tasks): the value is written into the SQL, or no plan
    /// for all values could use them. Other choices are parameters, so that lists of one shape are one statement.
    /// </summary>
    public bool HasPartialIndexes { get; init; }

    /// <summary>The unit of sums (a currency): sums of different units are not mixed.</summary>
    public LambdaExpression? UnitOfTotal { get; init; }

    /// <summary>What "group by" and counts per option go by, for a text that works like a choice (industry).</summary>
    public LambdaExpression? GroupedBy { get; init; }

    public bool CanSort => Kind is not FieldKind.MultiSelect;

    public bool CanGroup => Kind is FieldKind.Select or FieldKind.User || GroupedBy is not null;

    public LambdaExpression GroupSelector => GroupedBy ?? Selector;

    /// <summary>Choices sort in the order in which they are offered: an enum's text would put LARGE before SMALL.</summary>
    public LambdaExpression OrderBy =>
        Order ?? (Kind is FieldKind.Select && Bare(Selector.ReturnType) is { } type && (type.IsEnum || type == typeof(bool))
            ? ByOption()
            : Selector);

    public bool Answers(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        || Aliases.Any(a => a.Equals(name, StringComparison.OrdinalIgnoreCase));

    private LambdaExpression ByOption()
    {
        var column = Selector.Body;
        var place = Options.Select((option, i) => (option, i)).Reverse().Aggregate(
            (Expression)Expression.Constant(null, typeof(int?)),
            (rest, o) => Expression.Condition(
                Expression.Equal(column, Expression.Convert(Expression.Constant(o.option.Value), column.Type)),
                Expression.Constant(o.i, typeof(int?)), rest));
        return Expression.Lambda(place, Selector.Parameters);
    }

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}

/// <summary>A field with a number in its name: "mails in 30 days".</summary>
/// <param name="Before">Words before the number.</param>
/// <param name="After">Words after it.</param>
/// <param name="Most">The largest number that makes sense.</param>
/// <param name="Make">The field for one number.</param>
public sealed record NumberedField(string Before, string After, int Most, Func<int, FilterField> Make)
{
    public FilterField? Find(string name)
    {
        if (!name.StartsWith(Before + " ", StringComparison.OrdinalIgnoreCase)
            || !name.EndsWith(" " + After, StringComparison.OrdinalIgnoreCase)
            || name.Length <= Before.Length + After.Length + 2)
        {
            return null;
        }

        var number = name[(Before.Length + 1)..^(After.Length + 1)];
        return int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n)
            && n >= 1 && n <= Most
            ? Make(n)
            : null;
    }
}

/// <summary>The fields of one entity, for one tenant: stages, colleagues and custom fields are options and fields like any other.</summary>
public sealed record FieldCatalog<T>(
    string Entity, IReadOnlyList<FilterField> Fields, FilterField DefaultSort, bool DefaultDescending, Expression<Func<T, Guid>> Id)
{
    /// <summary>The tenant's key for cursors.</summary>
    public required byte[] SigningKey { get; init; }

    /// <summary>The reader's, by which the century of a year of two digits is known.</summary>
    public DateOnly? Today { get; init; }

    public IReadOnlyList<NumberedField> Numbered { get; init; } = [];

    /// <summary>The number that groups add up; null where nothing is.</summary>
    public FilterField? Total { get; init; }

    /// <summary>By what people see, then by other words for it: a custom field's name may be another one's label.</summary>
    public FilterField? Find(string name) => Fields.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? Fields.FirstOrDefault(f => f.Answers(name)) ?? Numbered.Select(n => n.Find(name)).FirstOrDefault(f => f is not null);
}
