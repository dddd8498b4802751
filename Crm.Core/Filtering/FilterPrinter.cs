namespace Crm.Core.Filtering;

/// <summary>The tree back as text; parsing that text gives the same tree, in every locale.</summary>
public static class FilterPrinter
{
    public static string Print(FilterQuery query)
    {
        var filter = query.Filter is null ? "" : Print(query.Filter, inner: false);
        var group = query.GroupBy is { } field ? $" group by {Name(field)}" : "";
        return (filter + group + (query.Sort.Count == 0 ? "" : " order by " + Print(query.Sort))).Trim();
    }

    public static string Print(IReadOnlyList<SortKey> sort) => string.Join(
        ", ", sort.Select(key => Name(key.Field) + (key.Descending ? " desc" : "") + (key.EmptyFirst ? " nulls first" : "")));

    /// <summary>One condition as people read it on a chip.</summary>
    public static string Print(FilterNode node, bool inner) => node.Match(
        all => Bracket(string.Join(" and ", all.Nodes.Select(n => Print(n, inner: true))), inner),
        any => Bracket(string.Join(" or ", any.Nodes.Select(n => Print(n, inner: true))), inner),
        not => "not " + Print(not.Node, inner: true),
        Print);

    internal static string NameOf(FilterField field) => Name(field);

    internal static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Print(FilterNode.Condition c)
    {
        var op = c.Operator is Operator.Is && c.Field.Kind is FieldKind.Date or FieldKind.Moment
            ? "is"
            : Operators.Of(c.Field.Kind, c.Operator).Spellings[0];
        var values = Operators.Of(c.Field.Kind, c.Operator).Operand switch
        {
            Operand.None => "",
            Operand.One => " " + Value(c.Values[0]),
            Operand.Many => $" ({string.Join(", ", c.Values.Select(Value))})",
            Operand.Range => $" {Value(c.Values[0])} and {Value(c.Values[1])}",
            Operand.Days => $" {((FilterValue.Number)c.Values[0]).Value.ToString("0", CultureInfo.InvariantCulture)} days",
        };
        return $"{Name(c.Field)} {op}{values}";
    }

    private static string Value(FilterValue value) =>
        value.Say(Quote, Number, day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>
    /// Exactly three decimals could be read as thousands where the comma is the decimal sign; a fourth says what is meant.
    /// </summary>
    private static string Number(decimal number)
    {
        var text = number.ToString("#,0.##########", CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point >= 0 && text.Length - point == 4 ? text + "0" : text;
    }

    private static string Name(FilterField field) =>
        field.Name.Split(' ') is { Length: <= 5 } words && words.All(IsPlain) ? field.Name : Quoted(field.Name);

    /// <summary>Names that could be read as something else stand in quotes.</summary>
    private static string Quote(string text) => IsPlain(text) ? text : Quoted(text);

    private static bool IsPlain(string word) => word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '@' or '.')
        && !Operators.Words.Contains(word);

    private static string Bracket(string text, bool inner) => inner ? $"({text})" : text;
}
