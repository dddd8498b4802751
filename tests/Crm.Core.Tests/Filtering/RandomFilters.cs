using SortKey = Crm.Core.Filtering.SortKey;

namespace Crm.Core.Tests.Filtering;

/// <summary>
/// Filters that somebody could have built: any field, any operator of its kind, values that sometimes fit and sometimes do not.
/// </summary>
internal sealed class RandomFilters<T>(FieldCatalog<T> catalog, Random random, IReadOnlyList<string> words, DateOnly around)
{
    private static readonly string[] Spans =
    [
        "today", "yesterday", "tomorrow", "this week", "last week", "next week", "this month", "last month", "next month", "this quarter",
        "last quarter",
        "next quarter", "this year", "last year", "next year", "past 3 days", "past 30 days", "next 2 days", "next 45 days",
    ];

    private static readonly decimal[] Numbers = [0, 1, 2, 3, 0.25m, 0.5m, 10.5m, 100, 999.999m, 1000, 1234.5m, 12_500, 50_000, -3];

    public FilterQuery Query()
    {
        var conditions = 0;
        var tree = random.Next(12) == 0 ? null : Node(1, ref conditions);
        var keys = Sortable().OrderBy(_ => random.Next()).Take(random.Next(4))
            .Select(f => new SortKey(f, random.Next(2) == 0, random.Next(3) == 0)).ToList();
        var groups = catalog.Fields.Where(f => f.CanGroup).ToList();
        return new FilterQuery(tree, keys, random.Next(3) == 0 ? groups[random.Next(groups.Count)] : null);
    }

    public IReadOnlyList<FilterField> Facets() =>
        [.. catalog.Fields.Where(f => f.CanGroup).OrderBy(_ => random.Next()).Take(2)];

    private IEnumerable<FilterField> Sortable() => catalog.Fields.Where(f => f.CanSort);

    private FilterNode Node(int depth, ref int conditions)
    {
        var kind = depth >= FilterNode.MaxDepth || conditions > 12 ? 0 : random.Next(6);
        switch (kind)
        {
            case 1:
                return new FilterNode.Not(Node(depth + 1, ref conditions));
            case 2 or 3:
                return new FilterNode.All(Nodes(depth, ref conditions));
            case 4:
                return new FilterNode.Any(Nodes(depth, ref conditions));
            default:
                conditions++;
                return Condition();
        }
    }

    private List<FilterNode> Nodes(int depth, ref int conditions)
    {
        var nodes = new List<FilterNode>();
        for (var i = random.Next(2, 4); i > 0; i--)
        {
            nodes.Add(Node(depth + 1, ref conditions));
        }

        return nodes;
    }

    private FilterNode.Condition Condition()
    {
        var field = catalog.Numbered.Count > 0 && random.Next(25) == 0
            ? catalog.Find($"mails in {random.Next(1, 60)} days")!
            : catalog.Fields[random.Next(catalog.Fields.Count)];
        var forms = Operators.Of(field.Kind);
        var form = forms[random.Next(forms.Count)];
        if (form.Operand is Operand.One or Operand.Many && field.Options.Count == 0
            && field.Kind is FieldKind.Select or FieldKind.MultiSelect or FieldKind.User)
        {
            form = forms.First(f => f.Operator is Operator.IsEmpty);
        }

        IReadOnlyList<FilterValue> values = form.Operand switch
        {
            Operand.None => [],
            Operand.One => [form.Operator is Operator.Within ? Span() : Value(field)],
            Operand.Many => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Value(field))],
            Operand.Range => [.. Enumerable.Range(0, 2).Select(_ => Value(field)).OrderBy(v => v is FilterValue.Number n ? n.Value : 0)],
            Operand.Days => [new FilterValue.Number(random.Next(0, 60))],
        };
        var op = form.Operator is Operator.Is && values[0] is FilterValue.Span ? Operator.Within : form.Operator;
        return new FilterNode.Condition(field, op, values);
    }

    private FilterValue Value(FilterField field) => field.Kind switch
    {
        FieldKind.Text => new FilterValue.Text(Text()),
        FieldKind.Number => new FilterValue.Number(Numbers[random.Next(Numbers.Length)]),
        FieldKind.Date or FieldKind.Moment => random.Next(3) == 0 ? Span() : new FilterValue.Day(around.AddDays(random.Next(-40, 40))),
        _ => new FilterValue.Option(field.Options[random.Next(field.Options.Count)]),
    };

    private FilterValue.Span Span() => new(RelativeSpan.Parse(Spans[random.Next(Spans.Length)])!);

    private string Text()
    {
        var word = words[random.Next(words.Count)];
        return random.Next(4) switch
        {
            3 => $"{word} {words[random.Next(words.Count)]}",
            0 when word.Length > 3 => Whole(word, random.Next(0, word.Length - 2), 2),
            1 => word.ToUpperInvariant(),
            _ => word,
        };
    }

    /// <summary>A piece that is not all blanks and cuts no surrogate pair.</summary>
    private static string Whole(string word, int at, int length)
    {
        var piece = word.Substring(at, length);
        return piece.Trim().Length == 0 || piece.Any(char.IsSurrogate) ? word : piece;
    }
}
