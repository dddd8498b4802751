using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Filtering;

/// <summary>Today and the calendar of the person who asks; relative dates mean theirs.</summary>
public sealed record FilterClock(DateTimeOffset Now, TimeZoneInfo Zone, CultureInfo Culture)
{
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime);

    /// <summary>When a day begins in the reader's zone; a midnight that a clock change skips begins at the first moment after it.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(30);
        }

        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}

/// <summary>
/// Tree to LINQ. Values become parameters; choices become constants, so that partial indexes can be proven (docs/decisions/0003).
/// "is not X" includes empty.
/// </summary>
public sealed class FilterCompiler<T>(FilterClock clock)
{
    private readonly ParameterExpression row = Expression.Parameter(typeof(T), "r");

    public Expression<Func<T, bool>> Compile(FilterNode node) => Expression.Lambda<Func<T, bool>>(Build(node), row);

    private Expression Build(FilterNode node) => node switch
    {
        FilterNode.All all => all.Nodes.Select(Build).Aggregate(Expression.AndAlso),
        FilterNode.Any any => any.Nodes.Select(Build).Aggregate(Expression.OrElse),
        FilterNode.Not not => Expression.Not(Build(not.Node)),
        FilterNode.Condition condition => Condition(condition),
        _ => throw new InvalidOperationException($"Unknown node {node.GetType().Name}."),
    };

    private Expression Condition(FilterNode.Condition c)
    {
        var column = Inline.Into(c.Field.Selector, row);
        return c.Operator switch
        {
            Operator.IsEmpty => IsNull(column),
            Operator.IsNotEmpty => Expression.Not(IsNull(column)),
            _ => c.Field.Kind switch
            {
                FieldKind.Text => Text(column, c),
                FieldKind.Number => Number(column, c),
                FieldKind.Date => Day(column, c),
                FieldKind.Moment => Moment(column, c),
                FieldKind.Select or FieldKind.User => Option(column, c),
                _ => throw new InvalidOperationException($"Unknown kind {c.Field.Kind}."),
            },
        };
    }

    private static Expression Text(Expression column, FilterNode.Condition c)
    {
        var texts = c.Values.Select(v => ((FilterValue.Text)v).Value).ToList();
        return c.Operator switch
        {
            Operator.Is => Equal(column, Fold(texts[0])),
            Operator.IsNot => OrEmpty(column, Expression.Not(Equal(column, Fold(texts[0])))),
            Operator.AnyOf => texts.Select(t => (Expression)Equal(column, Fold(t))).Aggregate(Expression.OrElse),
            Operator.NoneOf => OrEmpty(column, Expression.Not(texts.Select(t => (Expression)Equal(column, Fold(t))).Aggregate(Expression.OrElse))),
            Operator.Contains => Like(column, "%" + Escape(texts[0]) + "%"),
            Operator.DoesNotContain => OrEmpty(column, Expression.Not(Like(column, "%" + Escape(texts[0]) + "%"))),
            Operator.StartsWith => Like(column, Escape(texts[0]) + "%"),
            Operator.EndsWith => Like(column, "%" + Escape(texts[0])),
            _ => throw new InvalidOperationException($"{c.Operator} is not for text."),
        };
    }

    private static Expression Number(Expression column, FilterNode.Condition c)
    {
        var values = c.Values.Select(v => Parameter(column, Convert.ChangeType(((FilterValue.Number)v).Value, Bare(column), CultureInfo.InvariantCulture))).ToList();
        return Compare(column, c.Operator, values);
    }

    private Expression Day(Expression column, FilterNode.Condition c)
    {
        if (c.Operator is Operator.OlderThan)
        {
            return Expression.LessThan(column, Parameter(column, clock.Today.AddDays(-Days(c))));
        }

        if (c.Values[0] is FilterValue.Span span)
        {
            var (from, until) = span.Value.Resolve(clock.Today, clock.Culture);
            return InSpan(column, c.Operator, from, until);
        }

        return Compare(column, c.Operator, [.. c.Values.Select(v => Parameter(column, ((FilterValue.Day)v).Value))]);
    }

    private Expression Moment(Expression column, FilterNode.Condition c)
    {
        if (c.Operator is Operator.OlderThan)
        {
            return Expression.LessThan(column, Parameter(column, clock.Now.ToUniversalTime().AddDays(-Days(c))));
        }

        var (from, until) = Span(c.Values[0]);
        var last = c.Operator is Operator.Between ? Span(c.Values[1]).Until : until;
        return InSpan(column, c.Operator, clock.StartOf(from), clock.StartOf(last));
    }

    private (DateOnly From, DateOnly Until) Span(FilterValue value) => value switch
    {
        FilterValue.Span span => span.Value.Resolve(clock.Today, clock.Culture),
        FilterValue.Day day => (day.Value, day.Value.AddDays(1)),
        _ => throw new InvalidOperationException("A date was expected."),
    };

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
            _ => throw new InvalidOperationException($"{op} is not for dates."),
        };
    }

    private static Expression Option(Expression column, FilterNode.Condition c)
    {
        var matches = c.Values.Select(v => (Expression)Expression.Equal(column, Constant(column, ((FilterValue.Option)v).Value.Value)))
            .Aggregate(Expression.OrElse);
        return c.Operator is Operator.Is or Operator.AnyOf ? matches : OrEmpty(column, Expression.Not(matches));
    }

    private static Expression Compare(Expression column, Operator op, List<Expression> values) => op switch
    {
        Operator.Is => Expression.Equal(column, values[0]),
        Operator.IsNot => OrEmpty(column, Expression.NotEqual(column, values[0])),
        Operator.Greater => Expression.GreaterThan(column, values[0]),
        Operator.GreaterOrEqual => Expression.GreaterThanOrEqual(column, values[0]),
        Operator.Less => Expression.LessThan(column, values[0]),
        Operator.LessOrEqual => Expression.LessThanOrEqual(column, values[0]),
        Operator.Between => Expression.AndAlso(Expression.GreaterThanOrEqual(column, values[0]), Expression.LessThanOrEqual(column, values[1])),
        _ => throw new InvalidOperationException($"{op} is not for numbers."),
    };

    private static int Days(FilterNode.Condition c) => (int)((FilterValue.Number)c.Values[0]).Value;

    private static BinaryExpression Equal(Expression column, Expression value) => Expression.Equal(column, value);

    private static Expression Fold(string text) => Expression.Call(typeof(Sql), nameof(Sql.Fold), null, Inline.Parameter(text));

    private static Expression Like(Expression column, string pattern) => Expression.Call(
        typeof(DbFunctionsExtensions), nameof(DbFunctionsExtensions.Like), null, Expression.Constant(EF.Functions), column, Fold(pattern));

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static Expression OrEmpty(Expression column, Expression test) =>
        column.Type.IsValueType && Nullable.GetUnderlyingType(column.Type) is null ? test : Expression.OrElse(IsNull(column), test);

    private static Expression IsNull(Expression column) => column.Type.IsValueType && Nullable.GetUnderlyingType(column.Type) is null
        ? Expression.Constant(false)
        : Expression.Equal(column, Expression.Constant(null, column.Type));

    private static Type Bare(Expression column) => Nullable.GetUnderlyingType(column.Type) ?? column.Type;

    private static Expression Constant(Expression column, object value) => Expression.Convert(Expression.Constant(value, value.GetType()), column.Type);

    private static Expression Parameter(Expression column, object value) => Expression.Convert(Inline.Parameter(value), column.Type);
}
