using System.Collections.Concurrent;
using System.Linq.Expressions;
using Crm.Core.Filtering;
using Microsoft.EntityFrameworkCore.Query;

namespace Crm.Data.Lists;

/// <summary>
/// The SQL of counts, kept by the shape of their query. A list asks some twenty counts, and every filter that people think of has a shape
/// of its own: translated by EF, each shape takes milliseconds and stays in memory with its whole expression tree (a hundred kilobytes);
/// kept as text, two. EF still writes every statement, once: with values that cannot be mistaken for each other, so that it shows which
/// parameter each of them became. Where that does not come out even, the statement is left to EF.
/// </summary>
internal sealed class CountStatements
{
    /// <summary>About two kilobytes of text each, and the shape.</summary>
    private const int Most = 600;

    private readonly ConcurrentDictionary<Expression, Shape> known = new(ExpressionEqualityComparer.Instance);
    private int kept;

    /// <summary>Of each, one row with one number: how many rows the query gives.</summary>
    public IReadOnlyList<(NpgsqlBatchCommand Command, SlowCount Slow)> Of(IReadOnlyList<CountQuery> queries)
    {
        var shapes = new Dictionary<IQueryable<int>, (Shape Shape, IReadOnlyList<(object? Value, object Holder)> Values)>(
            ReferenceEqualityComparer.Instance);
        return [.. queries.Select(query =>
        {
            if (!shapes.TryGetValue(query.Rows, out var rows))
            {
                shapes[query.Rows] = rows = ShapeOf(query.Rows);
            }

            return query.Narrowed is null ? Whole(query.Rows, rows.Shape, rows.Values) : Narrowed(query.Narrowed, rows.Shape, rows.Values);
        })];
    }

    private (Shape Shape, IReadOnlyList<(object? Value, object Holder)> Values) ShapeOf(IQueryable<int> rows)
    {
        var (shape, values) = CapturedValues.Of(rows.Expression);
        if (Volatile.Read(ref kept) > Most)
        {
            known.Clear(); // rarer and simpler than to know which of them is old
            Volatile.Write(ref kept, 0);
        }

        return (known.GetOrAdd(shape, _ => new Shape()), values);
    }

    private (NpgsqlBatchCommand Command, SlowCount Slow) Whole(
        IQueryable<int> rows, Shape shape, IReadOnlyList<(object? Value, object Holder)> values)
    {
        var plain = values.Select(v => v.Value).ToList();
        var statement = shape.Whole ??= Learned(rows, plain);
        return (statement.Parameters is { } parameters && plain.All(v => v is not null)
            ? Filled(statement.Sql, parameters, plain)
            : Direct(rows), statement.Slow);
    }

    /// <summary>The statement of the rows with one more condition is kept by the condition's own shape.</summary>
    private (NpgsqlBatchCommand Command, SlowCount Slow) Narrowed(
        NarrowedCount count, Shape shape, IReadOnlyList<(object? Value, object Holder)> values)
    {
        var (only, own) = CapturedValues.Of(count.Only);
        if (!shape.Narrowed.TryGetValue(only, out var narrowed))
        {
            var query = count.Query();
            var (_, all) = CapturedValues.Of(query.Expression);
            narrowed = new NarrowedStatement(Learned(query, [.. all.Select(v => v.Value)]), Places(all, values, own));
            shape.Narrowed.TryAdd(only, narrowed);
        }

        if (narrowed is { Statement.Parameters: { } parameters, Places: { } places })
        {
            var filled = places.Select(place => (place.IsOwn ? own : values)[place.At].Value).ToList();
            if (filled.All(v => v is not null))
            {
                return (Filled(narrowed.Statement.Sql, parameters, filled), narrowed.Statement.Slow);
            }
        }

        return (Direct(count.Query()), narrowed.Statement.Slow);
    }

    /// <summary>
    /// Which of the whole query's values are the condition's own, by the objects that hold them, and which the rows', in their order.
    /// </summary>
    /// <returns>Null where they are anything else.</returns>
    private static IReadOnlyList<(bool IsOwn, int At)>? Places(
        IReadOnlyList<(object? Value, object Holder)> all, IReadOnlyList<(object? Value, object Holder)> rows,
        IReadOnlyList<(object? Value, object Holder)> own)
    {
        var (places, next) = (new List<(bool, int)>(all.Count), 0);
        foreach (var (value, holder) in all)
        {
            var mine = own.Select((o, i) => (o.Holder, i)).Where(o => ReferenceEquals(o.Holder, holder)).Select(o => o.i).ToList();
            if (mine.Count == 0 && (next == rows.Count || !Equals(rows[next].Value, value)))
            {
                return null;
            }

            places.Add(mine.Count > 0 ? (true, mine[0]) : (false, next++));
        }

        return next == rows.Count ? places : null;
    }

    private Statement Learned(IQueryable<int> rows, IReadOnlyList<object?> values)
    {
        Interlocked.Increment(ref kept);
        return Learn(rows, values);
    }

    private static NpgsqlBatchCommand Filled(
        string sql, IReadOnlyList<(NpgsqlParameter Parameter, int Value)> parameters, IReadOnlyList<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (parameter, value) in parameters)
        {
            var filled = parameter.Clone();
            filled.Value = AsSent(values[value]);
            command.Parameters.Add(filled);
        }

        return command;
    }

    private static Statement Learn(IQueryable<int> rows, IReadOnlyList<object?> values)
    {
        var marks = new List<object>(values.Count);
        foreach (var value in values)
        {
            if (Mark(value, marks) is not { } mark)
            {
                return Statement.LeftToEf;
            }

            marks.Add(mark);
        }

        var marked = rows.Provider.CreateQuery<int>(CapturedValues.Replace(rows.Expression, (i, type) => Captured(marks[i], type)));
        var command = Direct(marked);
        var sent = marks.Select(AsSent).ToList();
        var parameters = command.Parameters.Cast<NpgsqlParameter>().Select(p => (p, sent.IndexOf(p.Value))).ToList();
        return parameters.All(p => p.Item2 >= 0) && parameters.Select(p => p.Item2).Distinct().Count() == values.Count
            ? new Statement(command.CommandText, parameters)
            : Statement.LeftToEf;
    }

    private static NpgsqlBatchCommand Direct(IQueryable<int> rows)
    {
        using var command = (NpgsqlCommand)rows.CreateDbCommand();
        var counting = UseCaseTransaction.Moved(command);
        counting.CommandText = $"select count(*) from ({counting.CommandText}) counted";
        return counting;
    }

    /// <summary>
    /// A value of the same type that no other place has; null for types whose values EF may write into the SQL, and where an enum's own are
    /// used up.
    /// </summary>
    private static object? Mark(object? value, IReadOnlyList<object> taken) => value switch
    {
        string => string.Create(CultureInfo.InvariantCulture, $"mark {taken.Count}"),
        int => 1_000_000_000 + taken.Count,
        decimal => 1_000_000_000m + taken.Count,
        Guid => new Guid(taken.Count + 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
        DateOnly => DateOnly.FromDayNumber(700_000 + taken.Count),
        DateTimeOffset => DateTimeOffset.UnixEpoch.AddSeconds(-1_000_000_000 - taken.Count),
        Enum choice => Enum.GetValues(choice.GetType()).Cast<object>()
            .FirstOrDefault(other => !taken.Any(t => Equals(AsSent(t), AsSent(other)))),
        _ => null,
    };

    /// <summary>Enums stand as text (<see cref="Configurations.EnumColumns"/>), and so EF sends them.</summary>
    private static object? AsSent(object? value) => value is Enum choice ? UpperSnakeCase.OfAny(choice) : value;

    private static Expression Captured(object mark, Type type)
    {
        var box = Expression.Property(
            Expression.Constant(Activator.CreateInstance(typeof(Box<>).MakeGenericType(mark.GetType()), mark)), nameof(Box<>.Value));
        return box.Type == type ? box : Expression.Convert(box, type);
    }

    private sealed class Box<T>(T value)
    {
        public T Value { get; } = value;
    }

    /// <summary>Rows of one shape: their own count, and those of one more condition each.</summary>
    private sealed class Shape
    {
        public Statement? Whole { get; set; }

        public ConcurrentDictionary<Expression, NarrowedStatement> Narrowed { get; } = new(ExpressionEqualityComparer.Instance);
    }

    /// <param name="Statement">Of the rows with the condition.</param>
    /// <param name="Places">Where its values come from; null when EF has to be asked each time.</param>
    private sealed record NarrowedStatement(Statement Statement, IReadOnlyList<(bool IsOwn, int At)>? Places);

    /// <param name="Sql">The whole statement.</param>
    /// <param name="Parameters">Each with the place of its value; null when EF has to be asked each time.</param>
    private sealed record Statement(string Sql, IReadOnlyList<(NpgsqlParameter Parameter, int Value)>? Parameters)
    {
        public static Statement LeftToEf => new("", null);

        public SlowCount Slow { get; } = new();
    }
}
