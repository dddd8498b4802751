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

    private readonly ConcurrentDictionary<Expression, Statement> known = new(ExpressionEqualityComparer.Instance);

    /// <summary>
    /// One row with one number: how many rows the query gives. With options a row for each that occurs: its value as text, its number.
    /// </summary>
    public (NpgsqlBatchCommand Command, SlowCount Slow) Of(CountQuery query)
    {
        var (shape, values) = CapturedValues.Of(query.Rows.Expression);
        if (!known.TryGetValue(shape, out var statement))
        {
            statement = Learn(query, values);
            if (known.Count >= Most)
            {
                known.Clear(); // rarer and simpler than to know which of them is old
            }

            known.TryAdd(shape, statement);
        }

        return (statement.Parameters is { } parameters && values.All(v => v is not null)
            ? Filled(statement.Sql, parameters, values)
            : Direct(query), statement.Slow);
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

    private static Statement Learn(CountQuery query, IReadOnlyList<object?> values)
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

        var marked = query.Rows.Provider.CreateQuery(
            CapturedValues.Replace(query.Rows.Expression, (i, type) => Captured(marks[i], type)));
        var command = Direct(query with { Rows = marked });
        var sent = marks.Select(AsSent).ToList();
        var parameters = command.Parameters.Cast<NpgsqlParameter>().Select(p => (p, sent.IndexOf(p.Value))).ToList();
        return parameters.All(p => p.Item2 >= 0) && parameters.Select(p => p.Item2).Distinct().Count() == values.Count
            ? new Statement(command.CommandText, parameters)
            : Statement.LeftToEf;
    }

    private static NpgsqlBatchCommand Direct(CountQuery query)
    {
        using var command = (NpgsqlCommand)query.Rows.CreateDbCommand();
        var counting = UseCaseTransaction.Moved(command);
        counting.CommandText = query.Options is null
            ? $"select count(*) from ({counting.CommandText}) counted"
            : $"select option::text, count(*) from ({counting.CommandText}) counted (option) group by option";
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

    /// <summary>A value of a column, as PostgreSQL casts it to text.</summary>
    public static string? AsText(object? value) => AsSent(value) switch
    {
        null => null,
        bool yes => yes ? "true" : "false",
        var other => string.Create(CultureInfo.InvariantCulture, $"{other}"),
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

    /// <param name="Sql">The whole statement.</param>
    /// <param name="Parameters">Each with the place of its value; null when EF has to be asked each time.</param>
    private sealed record Statement(string Sql, IReadOnlyList<(NpgsqlParameter Parameter, int Value)>? Parameters)
    {
        public static Statement LeftToEf => new("", null);

        public SlowCount Slow { get; } = new();
    }
}
