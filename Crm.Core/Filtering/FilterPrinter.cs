using System.Globalization;

namespace Crm.Core.Filtering;

/// <summary>The tree back as text; parsing that text gives the same tree.</summary>
public static class FilterPrinter
{
    public static string Print(FilterQuery query)
    {
        var filter = query.Filter is null ? "" : Print(query.Filter, inner: false);
        var sort = query.Sort is { } key ? $"order by {key.Field.Name}{(key.Descending ? " desc" : "")}" : "";
        return (filter + " " + sort).Trim();
    }

    /// <summary>One condition as people read it on a chip.</summary>
    public static string Print(FilterNode node, bool inner) => node switch
    {
        FilterNode.All all => Bracket(string.Join(" and ", all.Nodes.Select(n => Print(n, inner: true))), inner),
        FilterNode.Any any => Bracket(string.Join(" or ", any.Nodes.Select(n => Print(n, inner: true))), inner),
        FilterNode.Not not => "not " + Print(not.Node, inner: true),
        FilterNode.Condition condition => Print(condition),
        _ => throw new InvalidOperationException($"Unknown node {node.GetType().Name}."),
    };

    private static string Print(FilterNode.Condition c) => c.Field.Name + " " + c.Operator switch
    {
        Operator.Is => (c.Field.Kind is FieldKind.Number ? "= " : "is ") + Value(c.Values[0]),
        Operator.IsNot => (c.Field.Kind is FieldKind.Number ? "!= " : "is not ") + Value(c.Values[0]),
        Operator.AnyOf => $"is any of ({string.Join(", ", c.Values.Select(Value))})",
        Operator.NoneOf => $"is none of ({string.Join(", ", c.Values.Select(Value))})",
        Operator.Contains => "contains " + Value(c.Values[0]),
        Operator.DoesNotContain => "does not contain " + Value(c.Values[0]),
        Operator.StartsWith => "starts with " + Value(c.Values[0]),
        Operator.EndsWith => "ends with " + Value(c.Values[0]),
        Operator.IsEmpty => "is empty",
        Operator.IsNotEmpty => "is not empty",
        Operator.Greater => (IsDate(c) ? "after " : "> ") + Value(c.Values[0]),
        Operator.GreaterOrEqual => ">= " + Value(c.Values[0]),
        Operator.Less => (IsDate(c) ? "before " : "< ") + Value(c.Values[0]),
        Operator.LessOrEqual => "<= " + Value(c.Values[0]),
        Operator.Between => $"between {Value(c.Values[0])} and {Value(c.Values[1])}",
        Operator.Within => "within " + Value(c.Values[0]),
        Operator.OlderThan => $"older than {Value(c.Values[0])} days",
        _ => throw new InvalidOperationException($"Unknown operator {c.Operator}."),
    };

    private static bool IsDate(FilterNode.Condition c) => c.Field.Kind is FieldKind.Date or FieldKind.Moment;

    private static string Value(FilterValue value) => value switch
    {
        FilterValue.Text text => Quote(text.Value),
        FilterValue.Number number => number.Value.ToString("#,0.##########", CultureInfo.InvariantCulture),
        FilterValue.Day day => day.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FilterValue.Span span => span.Value.Words,
        FilterValue.Option option => Quote(option.Value.Label),
        _ => throw new InvalidOperationException($"Unknown value {value.GetType().Name}."),
    };

    /// <summary>Names that could be read as something else stand in quotes.</summary>
    private static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '@' or '.') && !Reserved(text) ? text : $"\"{text}\"";

    private static bool Reserved(string text) => text.ToLowerInvariant() is "and" or "or" or "not" or "order" or "empty" or "any" or "none";

    private static string Bracket(string text, bool inner) => inner ? $"({text})" : text;
}
