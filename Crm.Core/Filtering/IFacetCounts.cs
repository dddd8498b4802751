namespace Crm.Core.Filtering;

/// <summary>
/// Counts that never cost more than their budget: each stops at a cap and at a time, and then says that it is a lower bound.
/// They see the snapshot of the running use case.
/// </summary>
public interface IFacetCounts
{
    /// <summary>
    /// Sends counts, the last numbers of a list, together with the next query of the use case where that can be done;
    /// <see cref="CountAsync"/> then has their answers. Nothing but that query may be asked in between.
    /// </summary>
    void SendWithNext(IReadOnlyList<CountQuery> queries, int cap);

    /// <summary>All in one round trip. What the budget left uncounted is "at least 0".</summary>
    /// <param name="queries">Each gives never more than <paramref name="cap"/> + 1 rows.</param>
    /// <param name="cap">Rows after which counting stops.</param>
    /// <param name="isLast">Whether these are the last numbers of their list.</param>
    /// <param name="ct">Cancels the counting.</param>
    Task<IReadOnlyList<Count>> CountAsync(IReadOnlyList<CountQuery> queries, int cap, bool isLast, CancellationToken ct);

    /// <returns>Null when the query took longer than the budget.</returns>
    Task<List<TRow>?> ListAsync<TRow>(IQueryable<TRow> query, CancellationToken ct);
}

/// <summary>What is counted: a one for each row.</summary>
/// <param name="Rows">All of them, or of several options those that they divide.</param>
public sealed record CountQuery(IQueryable<int> Rows)
{
    /// <summary>Of one option among many over the same <see cref="Rows"/>: what its rows fit as well. Null counts all.</summary>
    public NarrowedCount? Narrowed { get; init; }
}

/// <summary>A list asks for a dozen options over the same rows; this tells them apart without the whole query of each.</summary>
/// <param name="Only">The further condition.</param>
/// <param name="Query">Makes the query whole: of the rows that fit <paramref name="Only"/>, with that very expression in it.</param>
public sealed record NarrowedCount(LambdaExpression Only, Func<IQueryable<int>> Query);
