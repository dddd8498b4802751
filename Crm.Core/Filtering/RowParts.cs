namespace Crm.Core.Filtering;

/// <summary>
/// A reader's rows as disjoint parts, each of which an index serves; what is asked of the rows is asked of each part and put together. No
/// parts: the rows as they are.
/// </summary>
/// <param name="of">The parts that can hold rows which fit all of these conditions.</param>
public sealed class RowParts<T>(Func<IReadOnlyList<FilterNode>, IReadOnlyList<Expression<Func<T, bool>>>> of)
{
    public static RowParts<T> Whole { get; } = new(_ => []);

    /// <param name="rows">Rows that fit <paramref name="conjuncts"/>.</param>
    /// <param name="conjuncts">The conditions, to leave out parts that they exclude.</param>
    /// <param name="ask">What is asked of a part: its order and its shape.</param>
    public IQueryable<TShape> Gather<TShape>(
        IQueryable<T> rows, IReadOnlyList<FilterNode> conjuncts, Func<IQueryable<T>, IQueryable<TShape>> ask) =>
        of(conjuncts) is { Count: > 0 } parts ? parts.Select(part => ask(rows.Where(part))).Aggregate(Queryable.Concat) : ask(rows);

    /// <summary>Whether <see cref="Gather"/> puts several answers together, whose order is then to be made again.</summary>
    public bool IsDivided(IReadOnlyList<FilterNode> conjuncts) => of(conjuncts).Count > 1;
}
