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
    void SendWithNext(IReadOnlyList<IQueryable<int>> queries, int cap);

    /// <summary>All in one round trip. What the budget left uncounted is "at least 0".</summary>
    /// <param name="queries">
    /// Each gives one value for each row to be counted, and never more than <paramref name="cap"/> + 1 of them.
    /// </param>
    /// <param name="cap">Rows after which counting stops.</param>
    /// <param name="isLast">Whether these are the last numbers of their list.</param>
    /// <param name="ct">Cancels the counting.</param>
    Task<IReadOnlyList<Count>> CountAsync(IReadOnlyList<IQueryable<int>> queries, int cap, bool isLast, CancellationToken ct);

    /// <returns>Null when the query took longer than the budget.</returns>
    Task<List<TRow>?> ListAsync<TRow>(IQueryable<TRow> query, CancellationToken ct);
}
