using System.Text;
using Crm.Core.Reports;

namespace Crm.Data.Reports;

/// <summary>
/// One statement in the making. Values go in as parameters; the text depends on the shape of the question only, so that it is prepared.
/// </summary>
internal sealed class ReportSql(IReadOnlyList<Guid>? people)
{
    private readonly StringBuilder text = new();
    private readonly List<NpgsqlParameter> parameters = [];
    private string? asked;

    public string Text => text.ToString();

    public object[] Parameters => [.. parameters];

    public ReportSql Add(string sql)
    {
        text.Append(sql).Append('\n');
        return this;
    }

    /// <summary>
    /// "and owner_id = ..."; nothing when the report is of everyone. One person is compared, not looked for in a list of one: an index
    /// gives the rows of one value in its order, so that the first five end the search.
    /// </summary>
    public string And(string column) => people switch
    {
        null => "",
        [var one] => $"and {column} = {asked ??= Value(one)}",
        _ => $"and {column} = any({asked ??= Value(people.ToArray())})",
    };

    public string Within(string column, MomentSpan span) => $"{column} >= {Value(span.From)} and {column} < {Value(span.Until)}";

    public string Value<T>(T value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"p{parameters.Count}");
        parameters.Add(new NpgsqlParameter<T>(name, value));
        return "@" + name;
    }

    /// <summary>The aggregate's rows of whole days and the source's rows of the hours beside them, as one set.</summary>
    /// <param name="moment">The source's column that says when.</param>
    /// <param name="ofDays">Given the condition on the aggregate's day.</param>
    /// <param name="ofRows">Given the condition on <paramref name="moment"/>.</param>
    public ReportSql Both(MomentSpan span, string moment, Func<string, string> ofDays, Func<string, string> ofRows)
    {
        var days = UtcDays.Of(span);
        var arms = days.Edges.Select(edge => ofRows(Within(moment, edge)));
        if (days.Any)
        {
            arms = arms.Prepend(ofDays($"day >= {Value(days.From)} and day < {Value(days.Until)}"));
        }

        return Add(string.Join("\nunion all\n", arms));
    }
}
