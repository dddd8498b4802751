using Crm.Core.Access;

namespace Crm.Core.Filtering;

/// <summary>Reads the text form of the filter language. What it does not understand it answers with a place and what was expected there.</summary>
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
        values = new ValueParser(tokens, locale);
    }

    public static (FilterQuery? Query, FilterError? Error) Parse(string? text, FieldCatalog<T> catalog, string locale = "en")
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (new FilterQuery(null, null), null);
        }

        if (text.Length > MaxLength)
        {
            return (null, new FilterError(MaxLength, $"The filter is longer than {MaxLength} characters."));
        }

        try
        {
            var parser = new FilterParser<T>(text, catalog, locale);
            var filter = parser.tokens.AtEndOr("order") ? null : parser.Any(1);
            var sort = parser.Sort();
            parser.tokens.ExpectEnd();
            return (new FilterQuery(filter, sort), null);
        }
        catch (FilterSyntaxException wrong)
        {
            return (null, new FilterError(wrong.Position, wrong.Message));
        }
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

        var field = Field("A condition was expected here, such as “{0} …”.");
        return values.Condition(field);
    }

    private SortKey? Sort()
    {
        if (!tokens.Take("order"))
        {
            return null;
        }

        tokens.Expect("by", "“order by” was expected here.");
        var field = Field("A field to sort by was expected here, such as “{0}”.");
        var descending = tokens.Take("desc") || tokens.Take("descending");
        if (!descending)
        {
            _ = tokens.Take("asc") || tokens.Take("ascending");
        }

        return new SortKey(field, descending);
    }

    private FilterField Field(string expected)
    {
        if (tokens.TakeLongest(words => catalog.Find(words)) is { } field)
        {
            return field;
        }

        var typed = tokens.Current.Text;
        var nearest = catalog.Fields.SelectMany(f => f.Aliases.Prepend(f.Name)).MinBy(n => Spelling.Distance(n, typed));
        throw typed.Length > 0 && nearest is not null && Spelling.Distance(nearest, typed) <= 2
            ? tokens.Wrong($"{Capital(catalog.Entity)} have no field “{typed}”. Did you mean “{nearest}”?")
            : tokens.Wrong(string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, catalog.Fields[0].Name)
                + (typed.Length > 0 ? $" “{typed}” is no field of {catalog.Entity}; there are: {string.Join(", ", catalog.Fields.Select(f => f.Name))}." : ""));
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
