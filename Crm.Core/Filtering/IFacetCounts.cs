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
    /// <param name="queries">Those without options give never more than <paramref name="cap"/> + 1 rows.</param>
    /// <param name="cap">The highest number that is told.</param>
    /// <param name="isLast">Whether these are the last numbers of their list.</param>
    /// <param name="ct">Cancels the counting.</param>
    /// <returns>The numbers of all queries, in their order.</returns>
    Task<IReadOnlyList<Count>> CountAsync(IReadOnlyList<CountQuery> queries, int cap, bool isLast, CancellationToken ct);

    /// <returns>Null when the query took longer than the budget.</returns>
    Task<List<TRow>?> ListAsync<TRow>(IQueryable<TRow> query, CancellationToken ct);
}

/// <summary>What one statement counts.</summary>
/// <param name="Rows">A one for each row; with <paramref name="Options"/>, the value of each row.</param>
/// <param name="Options">Values that the rows are told apart by, null for none: each gets a number. Null counts all rows.</param>
public sealed record CountQuery(IQueryable Rows, IReadOnlyList<object?>? Options = null)
{
    /// <summary>How many numbers come of it.</summary>
    public int Numbers => Options?.Count ?? 1;
}
