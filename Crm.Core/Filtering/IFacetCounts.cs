namespace Crm.Core.Filtering;

/// <summary>
/// Counts that never cost more than their budget: each stops at a cap and at a time, and then says that it is a lower bound.
/// They see the snapshot of the running use case.
/// </summary>
public interface IFacetCounts
{
    /// <summary>All in one round trip. What the budget left uncounted is "at least 0".</summary>
    Task<IReadOnlyList<Count>> CountAsync<T>(IReadOnlyList<IQueryable<T>> queries, int cap, CancellationToken ct)
        where T : class;

    /// <returns>Null when the query took longer than the budget.</returns>
    Task<List<TRow>?> ListAsync<TRow>(IQueryable<TRow> query, CancellationToken ct);
}
