using Crm.Core;
using Crm.Core.UseCases;

namespace Crm.Benchmarks;

/// <summary>The specification's table of targets; a count of several conditions has the project's own.</summary>
public enum QueryKind
{
    Lookup,
    List,
    Count,
    Dashboard,
    Report,
    Search,
    Change,
}

/// <summary>One statement of a question asked without the application.</summary>
public sealed record Statement(string Sql, params IReadOnlyList<object> Values);

/// <summary>A question: how the application is asked, and the same in SQL.</summary>
/// <param name="Raw">Null where there is no fair counterpart; the ratio is then left out.</param>
public sealed record QueryClass(
    string Name, QueryKind Kind, Func<UseCaseRunner, Asked, CancellationToken, Task<IOutcome>> Handler,
    Func<Asked, IReadOnlyList<Statement>>? Raw)
{
    /// <summary>Milliseconds at the 95th percentile.</summary>
    public double Target => TargetOf(Kind);

    public static double TargetOf(QueryKind kind) => kind switch
    {
        QueryKind.Lookup or QueryKind.Count or QueryKind.Change => 25,
        QueryKind.List => 50,
        QueryKind.Dashboard => 75,
        QueryKind.Report => 150,
        QueryKind.Search => 200,
    };

    public static QueryClass Of<THandler, TView>(
        string name, QueryKind kind, Func<THandler, Asked, CancellationToken, Task<Result<TView>>> ask,
        Func<Asked, IReadOnlyList<Statement>>? raw)
        where THandler : notnull => new(
            name, kind,
            async (cases, asked, ct) => await cases.RunAsync<THandler, Result<TView>>(asked.Caller, (h, c) => ask(h, asked, c), ct), raw);
}
