namespace Crm.Core.Filtering;

/// <summary>
/// Reads the text form of the filter language. What it does not understand it answers with a place and what was expected there.
/// </summary>
public sealed class FilterParser<T>
{
    public const int MaxLength = 4000;

    private readonly FieldCatalog<T> catalog;
    private readonly TokenReader tokens;
    private readonly ValueParser values;
    private int conditions;

    private FilterParser(string text, FieldCatalog<T> catalog, string locale)
    {
        this.catalog = catalog;
        tokens = new TokenReader(FilterLexer.Split(text));
        values = new ValueParser(tokens, locale, catalog.Today);
    }

    /// <returns>
    /// The query, or where the text went wrong. Text that begins with a brace is read as the JSON form (<see cref="FilterJson"/>).
    /// </returns>
    public static (FilterQuery? Query, FilterError? Error) Parse(string? text, FieldCatalog<T> catalog, string locale = "en")
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (FilterQuery.Everything, null);
        }

        if (text.Length > MaxLength)
        {
            return (null, new FilterError(MaxLength, $"The filter is longer than {MaxLength} characters."));
        }

        if (HalfCharacter(text) is { } half)
        {
            return (null, new FilterError(half, "This is half of a character; no record can hold it."));
        }

        try
        {
            return (text.AsSpan().TrimStart()[0] == '{'
                ? FilterJson.Read(text, catalog)
                : new FilterParser<T>(text, catalog, locale).Query(), null);
        }
        catch (FilterSyntaxException wrong)
        {
            return (null, new FilterError(wrong.Position, wrong.Message));
        }
    }

    /// <summary>An order alone: "value desc, title".</summary>
    public static (IReadOnlyList<SortKey>? Sort, FilterError? Error) ParseSort(string text, FieldCatalog<T> catalog)
    {
        if (text.Length > MaxLength)
        {
            return (null, new FilterError(MaxLength, $"The order is longer than {MaxLength} characters."));
        }

        try
        {
            var parser = new FilterParser<T>(text, catalog, "en");
            var keys = parser.Keys();
            parser.tokens.ExpectEnd();
            return (keys, null);
        }
        catch (FilterSyntaxException wrong)
        {
            return (null, new FilterError(wrong.Position, wrong.Message));
        }
    }

    /// <summary>The place of a surrogate without its partner, which neither JSON nor PostgreSQL can carry.</summary>
    private static int? HalfCharacter(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]))
            {
                return at;
            }
        }

        return null;
    }

    internal static FilterNode.Condition ParseCondition(string text, FieldCatalog<T> catalog)
    {
        var parser = new FilterParser<T>(text, catalog, "en");
        var condition = parser.values.Condition(parser.Field("A field was expected, such as “{0}”."));
        parser.tokens.ExpectEnd();
        return condition;
    }

    internal static FilterField ParseField(string name, FieldCatalog<T> catalog) =>
        new FilterParser<T>(FilterPrinter.Quoted(name), catalog, "en").Field("A field was expected, such as “{0}”.");

    private FilterQuery Query()
    {
        var filter = tokens.AtTail() ? null : Any(1);
        var group = Group();
        var sort = tokens.Take("order", "by") ? Keys() : [];
        group ??= Group();
        tokens.ExpectEnd();
        return new FilterQuery(filter, sort, group);
    }

    private FilterNode Any(int depth)
    {
        var nodes = new List<FilterNode> { All(depth) };
        while (tokens.Take("or"))
        {
            nodes.Add(All(depth));
        }

        return nodes.Count == 1 ? nodes[0] : new FilterNode.Any(nodes);
    }

    private FilterNode All(int depth)
    {
        var nodes = new List<FilterNode> { One(depth) };
        while (tokens.Take("and"))
        {
            nodes.Add(One(depth));
        }

        return nodes.Count == 1 ? nodes[0] : new FilterNode.All(nodes);
    }

    private FilterNode One(int depth)
    {
        if (depth > FilterNode.MaxDepth)
        {
            throw tokens.Wrong($"Brackets go {FilterNode.MaxDepth} deep at most.");
        }

        if (tokens.Take("not"))
        {
            return new FilterNode.Not(One(depth + 1));
        }

        if (tokens.Take("("))
        {
            var inner = Any(depth + 1);
            tokens.Expect(")", "A closing bracket was expected here.");
            return inner;
        }

        if (++conditions > FilterNode.MaxConditions)
        {
            throw tokens.Wrong($"At most {FilterNode.MaxConditions} conditions fit into one filter.");
        }

        return values.Condition(Field("A condition was expected here, such as “{0} …”."));
    }

    private FilterField? Group()
    {
        if (!tokens.Take("group", "by"))
        {
            return null;
        }

        var before = tokens.Current;
        var field = Field("A field to group by was expected here, such as “{0}”.");
        return field.CanGroup ? field : throw new FilterSyntaxException(
            before.Position,
            $"Groups are made by a choice, not by “{field.Name}”: "
                + $"{string.Join(", ", catalog.Fields.Where(f => f.CanGroup).Select(f => f.Name))}.");
    }

    private List<SortKey> Keys()
    {
        var keys = new List<SortKey> { Key() };
        while (tokens.Take(","))
        {
            if (keys.Count == FilterQuery.MaxSortKeys)
            {
                throw tokens.Wrong($"At most {FilterQuery.MaxSortKeys} fields fit into an order.");
            }

            keys.Add(Key());
        }

        return keys;
    }

    private SortKey Key()
    {
        var before = tokens.Current;
        var field = Field("A field to sort by was expected here, such as “{0}”.");
        if (!field.CanSort)
        {
            throw new FilterSyntaxException(before.Position, $"“{field.Name}” holds several values and cannot be sorted by.");
        }

        var descending = tokens.Take("desc") || tokens.Take("descending");
        if (!descending)
        {
            _ = tokens.Take("asc") || tokens.Take("ascending");
        }

        var emptyFirst = tokens.Take("nulls", "first") || tokens.Take("empty", "first");
        if (!emptyFirst)
        {
            _ = tokens.Take("nulls", "last") || tokens.Take("empty", "last");
        }

        return new SortKey(field, descending, emptyFirst);
    }

    private FilterField Field(string expected)
    {
        var quoted = tokens.Current.Kind is TokenKind.Quoted;
        if (tokens.TakeLongest(words => quoted || IsPlainName(words.Split(' ')) ? catalog.Find(words) : null) is { } field)
        {
            return field;
        }

        var typed = quoted ? tokens.Current.Text : tokens.Words();
        var nearest = FuzzyMatch.Nearest(typed, catalog.Fields.SelectMany(f => f.Aliases.Prepend(f.Name)));
        throw nearest is not null
            ? tokens.Wrong($"{Capital(catalog.Entity)} have no field “{typed}”. Did you mean “{nearest}”?")
            : tokens.Wrong(string.Format(CultureInfo.InvariantCulture, expected, catalog.Fields[0].Name)
                + (tokens.Current.Text.Length > 0
                    ? $" “{tokens.Current.Text}” isn't a field of "
                    + $"{catalog.Entity}; there are: {string.Join(", ", catalog.Fields.Select(f => f.Name))}."
                    : ""));
    }

    /// <summary>
    /// A name with a word of the grammar inside ("do not contact") is typed as it stands, as long as nothing else can be meant: it does not
    /// begin with such a word, and no field's name is its beginning ("note" beside "note is empty"). Any other is quoted.
    /// </summary>
    private bool IsPlainName(string[] words) => !words.Any(Operators.Words.Contains)
        || (!Operators.Words.Contains(words[0]) && !Enumerable.Range(1, words.Length - 1)
            .Any(n => catalog.Find(string.Join(' ', words.Take(n))) is not null));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
