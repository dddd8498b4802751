namespace Crm.Core.Filtering;

/// <summary>
/// Tree to LINQ. Values become parameters; choices become constants, so that partial indexes can be proven (docs/decisions/0003).
/// A condition is true or false, never unknown: "is not X" and every other negation include empty. Negation is pushed down to the
/// conditions, because SQL's NOT over a NULL comparison would lose the row.
/// </summary>
public sealed class FilterCompiler<T>(FilterClock clock)
{
    private readonly ParameterExpression row = Expression.Parameter(typeof(T), "r");

    public Expression<Func<T, bool>> Compile(FilterNode node) => Expression.Lambda<Func<T, bool>>(Build(node, negate: false), row);

    private Expression Build(FilterNode node, bool negate) => node.Match(
        all => Join(all.Nodes, negate, disjunction: negate),
        any => Join(any.Nodes, negate, disjunction: !negate),
        not => Build(not.Node, !negate),
        condition => Condition(condition, negate));

    private Expression Join(IReadOnlyList<FilterNode> nodes, bool negate, bool disjunction) =>
        nodes.Select(n => Build(n, negate)).Aggregate(disjunction ? Expression.OrElse : Expression.AndAlso);

    private Expression Condition(FilterNode.Condition c, bool negate)
    {
        var (op, opposite) = c.Operator switch
        {
            Operator.IsNot => (Operator.Is, true),
            Operator.NoneOf => (Operator.AnyOf, true),
            Operator.DoesNotContain => (Operator.Contains, true),
            Operator.IsNotEmpty => (Operator.IsEmpty, true),
            var same => (same, false),
        };
        negate ^= opposite;
        var column = Inline.Into(c.Field.Selector, row);
        if (op is Operator.IsEmpty)
        {
            var empty = IsEmpty(column);
            return negate ? Expression.Not(empty) : empty;
        }

        var test = Test(column, op, c);
        return !negate ? test : c.Field.Holds is null ? OrEmpty(column, Expression.Not(test)) : Expression.Not(test);
    }

    private Expression Test(Expression column, Operator op, FilterNode.Condition c) => c.Field.Kind switch
    {
        FieldKind.Text => Text(column, op, c),
        FieldKind.Number => Number(column, op, [.. c.Values.Select(v => ((FilterValue.Number)v).Value)]),
        FieldKind.Date => Day(column, op, c.Values),
        FieldKind.Moment => Moment(column, op, c),
        FieldKind.Select or FieldKind.User => Choice(column, c),
        FieldKind.MultiSelect => Choices(column, op, c),
    };

    private Expression Text(Expression column, Operator op, FilterNode.Condition c)
    {
        string[] texts = [.. c.Values.Select(v => ((FilterValue.Text)v).Value).Select(t => c.Field.Normalised?.Invoke(t) ?? t)];
        if (c.Field.IsMeantByItsEnd && op is (Operator.Is or Operator.AnyOf))
        {
            return texts.Select(t => Text(column, Operator.EndsWith, [t], Lower)).Aggregate(Expression.OrElse);
        }

        var stored = Text(column, op, texts, c.Field.IsFolded ? Fold : Lower);
        return c.Field.Shown is { } shown && AsShown(column, shown, op, texts) is { } either ? Expression.OrElse(stored, either) : stored;
    }

    /// <summary>
    /// The same of "Ann Miller" where the column holds "Miller Ann". One word within reads the same both ways, and the beginning of the
    /// column's order is what an index walks: so only the end of a name, and texts of several words, are asked twice. The holder is asked
    /// by LIKE, which its trigram index serves (starts_with() walked every contact: a second at two million).
    /// </summary>
    private Expression? AsShown(Expression column, ShownText shown, Operator op, string[] texts)
    {
        var several = texts.Where(t => t.Contains(' ', StringComparison.Ordinal)).ToList();
        var (text, holder) = (Inline.Into(shown.Text, row), Inline.Into(shown.Holder, row));
        return op switch
        {
            Operator.Is or Operator.AnyOf => several.Select(t => Expression.AndAlso(
                Turned(t).Select(turned => (Expression)Expression.Equal(column, Fold(turned))).Aggregate(Expression.OrElse),
                Expression.Equal(text, Fold(t))))
                .Aggregate((Expression?)null, (all, one) => all is null ? one : Expression.OrElse(all, one)),
            Operator.Contains when several.Count > 0 => Expression.AndAlso(Text(holder, op, texts, Fold), Text(text, op, texts, Fold)),
            Operator.StartsWith when several.Count > 0 =>
                Expression.AndAlso(Like(holder, Fold(Escape(texts[0]) + "%")), Text(text, op, texts, Fold)),
            Operator.EndsWith => Expression.AndAlso(Text(holder, Operator.Contains, texts, Fold), Text(text, op, texts, Fold)),
            _ => null,
        };
    }

    /// <summary>"Ann Mary Miller" as "Mary Miller Ann" and "Miller Ann Mary": the column is one of them.</summary>
    private static IEnumerable<string> Turned(string text) =>
        text.Select((c, i) => (c, i)).Where(at => at.c == ' ').Select(at => $"{text[(at.i + 1)..]} {text[..at.i]}");

    private static Expression Text(Expression column, Operator op, string[] texts, Func<string, Expression> plain) => op switch
    {
        Operator.Is or Operator.AnyOf => texts.Select(t => (Expression)Expression.Equal(column, plain(t))).Aggregate(Expression.OrElse),
        Operator.Contains => Like(column, plain("%" + Escape(texts[0]) + "%")),
        Operator.StartsWith => Expression.Call(QueryMethods.StartsWith, column, plain(texts[0])),
        Operator.EndsWith => Like(column, plain("%" + Escape(texts[0]))),
        Operator.IsNot or Operator.NoneOf or Operator.AllOf or Operator.Exactly or Operator.DoesNotContain
            or Operator.IsEmpty or Operator.IsNotEmpty or Operator.Greater or Operator.GreaterOrEqual or Operator.Less
            or Operator.LessOrEqual or Operator.Between or Operator.Within or Operator.OlderThan
            => throw new InvalidOperationException($"{op} is not for text."),
    };

    private static Expression Number(Expression column, Operator op, decimal[] values)
    {
        // An index on a whole-number column serves whole numbers; 10.5 must not be rounded into one.
        var whole = Bare(column) == typeof(int) && values.All(v => v == decimal.Truncate(v) && Math.Abs(v) <= int.MaxValue);
        var compared = whole || Bare(column) == typeof(decimal) ? column : Expression.Convert(column, typeof(decimal?));
        var sides = values.Select(v => Parameter(compared, whole ? (int)v : v)).ToList();
        return op switch
        {
            Operator.Is => Expression.Equal(compared, sides[0]),
            Operator.Greater => Expression.GreaterThan(compared, sides[0]),
            Operator.GreaterOrEqual => Expression.GreaterThanOrEqual(compared, sides[0]),
            Operator.Less => Expression.LessThan(compared, sides[0]),
            Operator.LessOrEqual => Expression.LessThanOrEqual(compared, sides[0]),
            Operator.Between =>
                Expression.AndAlso(Expression.GreaterThanOrEqual(compared, sides[0]), Expression.LessThanOrEqual(compared, sides[1])),
            Operator.IsNot or Operator.AnyOf or Operator.NoneOf or Operator.AllOf or Operator.Exactly
                or Operator.Contains or Operator.DoesNotContain or Operator.StartsWith or Operator.EndsWith
                or Operator.IsEmpty or Operator.IsNotEmpty or Operator.Within or Operator.OlderThan
                => throw new InvalidOperationException($"{op} is not for numbers."),
        };
    }

    private Expression Day(Expression column, Operator op, IReadOnlyList<FilterValue> values)
    {
        if (op is Operator.OlderThan)
        {
            return Expression.LessThan(column, Parameter(column, clock.Today.AddDays(-Days(values))));
        }

        var (from, until) = Span(values);
        return InSpan(column, op, from, until);
    }

    private Expression Moment(Expression column, Operator op, FilterNode.Condition c)
    {
        if (op is Operator.OlderThan)
        {
            return Expression.LessThan(column, Parameter(column, clock.Now.ToUniversalTime().AddDays(-Days(c.Values))));
        }

        var (from, until) = Span(c.Values);
        var moments = InSpan(column, op, clock.StartOf(from), clock.StartOf(until));
        return c.Field.WholeDay is null || (clock.DividesPlaces(from) && clock.DividesPlaces(until))
            ? moments
            : DayOrHour(Inline.Into(c.Field.WholeDay, row), day => InSpan(day, op, from, until), moments);
    }

    /// <summary>
    /// For readers at the edge of the calendar a day's place among moments is of another date: the day itself is compared.
    /// </summary>
    private static Expression DayOrHour(Expression day, Func<Expression, Expression> ofDay, Expression ofMoment)
    {
        var hasNone = Expression.Equal(day, Expression.Constant(null, day.Type));
        return Expression.OrElse(Expression.AndAlso(hasNone, ofMoment), Expression.AndAlso(Expression.Not(hasNone), ofDay(day)));
    }

    /// <summary>From the first day to the day after the last.</summary>
    private (DateOnly From, DateOnly Until) Span(IReadOnlyList<FilterValue> values) => (One(values[0]).From, One(values[^1]).Until);

    /// <summary>The parser takes nothing but days and spans of days here.</summary>
    private (DateOnly From, DateOnly Until) One(FilterValue value) => value is FilterValue.Span span
        ? span.Value.Resolve(clock.Today, clock.Culture)
        : Whole(((FilterValue.Day)value).Value);

    private static (DateOnly From, DateOnly Until) Whole(DateOnly day) => (day, day.AddDays(1));

    private static Expression InSpan<TValue>(Expression column, Operator op, TValue from, TValue until)
        where TValue : struct
    {
        var start = Parameter(column, from);
        var end = Parameter(column, until);
        return op switch
        {
            Operator.Less => Expression.LessThan(column, start),
            Operator.LessOrEqual => Expression.LessThan(column, end),
            Operator.Greater => Expression.GreaterThanOrEqual(column, end),
            Operator.GreaterOrEqual => Expression.GreaterThanOrEqual(column, start),
            Operator.Is or Operator.Within or Operator.Between =>
                Expression.AndAlso(Expression.GreaterThanOrEqual(column, start), Expression.LessThan(column, end)),
            Operator.IsNot or Operator.AnyOf or Operator.NoneOf or Operator.AllOf or Operator.Exactly
                or Operator.Contains or Operator.DoesNotContain or Operator.StartsWith or Operator.EndsWith
                or Operator.IsEmpty or Operator.IsNotEmpty or Operator.OlderThan
                => throw new InvalidOperationException($"{op} is not for dates."),
        };
    }

    private Expression Choice(Expression column, FilterNode.Condition c) => Chosen(c)
        .Select(option => c.Field.Holds is { } holds
            ? Inline.Into(holds(option), row)
            : Expression.Equal(column, Value(c.Field, column, option.Value)))
        .Aggregate(Expression.OrElse);

    private Expression Choices(Expression count, Operator op, FilterNode.Condition c)
    {
        var options = Chosen(c).DistinctBy(o => o.Label).ToList();
        var each = options.Select(option => Inline.Into(c.Field.Holds!(option), row));
        return op switch
        {
            Operator.AnyOf => each.Aggregate(Expression.OrElse),
            Operator.AllOf => each.Aggregate(Expression.AndAlso),
            Operator.Exactly =>
                each.Aggregate((Expression)Expression.Equal(count, Expression.Constant(options.Count, count.Type)), Expression.AndAlso),
            Operator.Is or Operator.IsNot or Operator.NoneOf or Operator.Contains or Operator.DoesNotContain
                or Operator.StartsWith or Operator.EndsWith or Operator.IsEmpty or Operator.IsNotEmpty
                or Operator.Greater or Operator.GreaterOrEqual or Operator.Less or Operator.LessOrEqual
                or Operator.Between or Operator.Within or Operator.OlderThan
                => throw new InvalidOperationException($"{op} is not for several choices."),
        };
    }

    private static IEnumerable<FieldOption> Chosen(FilterNode.Condition c) => c.Values.Select(v => ((FilterValue.Option)v).Value);

    private static int Days(IReadOnlyList<FilterValue> values) => (int)((FilterValue.Number)values[0]).Value;

    private static Expression Fold(string text) => Expression.Call(QueryMethods.FoldTyped, Inline.Parameter(text));

    private static Expression Lower(string text) => Inline.Parameter(text.ToLowerInvariant());

    private static Expression Like(Expression column, Expression pattern) =>
        Expression.Call(QueryMethods.Like, Expression.Constant(EF.Functions), column, pattern, Expression.Constant("\\"));

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static Expression OrEmpty(Expression column, Expression test) => IsNullable(column)
        ? Expression.OrElse(IsEmpty(column), test)
        : test;

    private static Expression IsEmpty(Expression column) =>
        IsNullable(column) ? Expression.Equal(column, Expression.Constant(null, column.Type)) : Expression.Constant(false);

    private static bool IsNullable(Expression column) => !column.Type.IsValueType || Nullable.GetUnderlyingType(column.Type) is not null;

    private static Type Bare(Expression column) => Nullable.GetUnderlyingType(column.Type) ?? column.Type;

    private static Expression Value(FilterField field, Expression column, object value) => value is Guid
        || (value is Enum && !field.HasPartialIndexes)
        ? Parameter(column, value)
        : Expression.Convert(Expression.Constant(value, value.GetType()), column.Type);

    private static Expression Parameter(Expression column, object value) => Expression.Convert(Inline.Parameter(value), column.Type);
}
