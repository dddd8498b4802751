using System.Reflection;

namespace Crm.Core.Filtering;

/// <param name="View">The row as it is shown.</param>
/// <param name="Keys">Its sort values, for the next page's cursor.</param>
/// <param name="Id">Its id, the tie-break.</param>
internal sealed record Found<TView>(TView View, object?[] Keys, Guid Id)
{
    public static readonly ConstructorInfo Make = typeof(Found<TView>).GetConstructors()[0];
}

/// <summary>One page by keyset, in the shape that lets an index end the search after as many rows as are shown.</summary>
/// <param name="rows">What the reader may see.</param>
/// <param name="parts">The same in parts.</param>
/// <param name="compiler">Of the conditions.</param>
/// <param name="keyset">The order.</param>
/// <param name="walked">The field by which an index gives the order, when that is the order asked for; else null.</param>
internal sealed class KeysetPager<T>(
    IQueryable<T> rows, RowParts<T> parts, FilterCompiler<T> compiler, Keyset<T> keyset, FilterField? walked)
    where T : OwnedRecord
{
    /// <summary>So many names are looked at in 5 ms, in an index that holds them.</summary>
    private const int Walked = 20_000;

    private static readonly PropertyInfo Id = typeof(T).GetProperty(nameof(OwnedRecord.Id))!;

    /// <summary>The page before a row, in the list's order.</summary>
    /// <returns>Null when fewer rows stand before it than a page holds: then it is the first page.</returns>
    public async Task<List<Found<TView>>?> BeforeAsync<TView>(
        FilterNode? filter, Cursor cursor, Expression<Func<T, TView>> view, int take, CancellationToken ct)
    {
        var (found, _) = await new KeysetPager<T>(rows, parts, compiler, keyset.Reversed, walked)
            .RunAsync(filter, cursor, view, take, numbers: null, ct);
        found.Reverse();
        return found.Count < take ? null : found;
    }

    /// <param name="filter">The conditions.</param>
    /// <param name="cursor">The row after which the page begins; null for the first page.</param>
    /// <param name="view">What is read of a row.</param>
    /// <param name="take">Rows on a page.</param>
    /// <param name="numbers">Counts that may travel with the page's last statement; null for none.</param>
    /// <param name="ct">Cancels the search.</param>
    public async Task<(List<Found<TView>> Rows, bool HasMore)> RunAsync<TView>(
        FilterNode? filter, Cursor? cursor, Expression<Func<T, TView>> view, int take, CountRecords<T>? numbers, CancellationToken ct)
    {
        var (most, found) = (take + 1, new List<Found<TView>>(take + 1));
        IReadOnlyList<KeysetPhase> phases = [.. cursor is null ? keyset.Phases : keyset.Phases.SkipWhile(p => p != keyset.PhaseOf(cursor))];
        foreach (var phase in phases)
        {
            var after = cursor is not null && phase == keyset.PhaseOf(cursor) ? cursor : null;
            // Of a filter that looks into texts, only the rows that were found are read whole.
            var ids = LooksIntoText(filter) ? await IdsAsync(filter!, phase, after, most, ct) : null;
            if (phase == phases[^1])
            {
                numbers?.SendWithPage(isAll: cursor is null && found.Count + ids?.Length <= take);
            }

            var page = ids is not null ? These(ids, phase) : Rows(filter, phase, after, most);
            found.AddRange(await page.Select(Row(view)).TakeFixed(most).ToListAsync(ct));
            if (found.Count > take)
            {
                return (found[..take], HasMore: true);
            }
        }

        return (found, HasMore: false);
    }

    /// <summary>
    /// LIKE is not leakproof: under a policy every row of the reader is looked at. Finding the page's ids first leaves that to an index
    /// that holds the text; reading whole rows for it cost 80 ms where this costs 5 (docs/benchmarks.md). The ids are asked for themselves:
    /// as a subquery they are found anew for each row of the reader where statistics are missing, and a page took half a minute.
    /// </summary>
    private async Task<Guid[]> IdsAsync(FilterNode filter, KeysetPhase phase, Cursor? after, int most, CancellationToken ct)
    {
        var run = keyset.In(after is null ? rows : rows.Where(keyset.After(after)), phase);
        if (LooksIntoNamesInOrder(filter))
        {
            // Among the next names alone. PostgreSQL reads no statistics for LIKE under a policy and guesses by the length of the text: of
            // "systems" it expected 18 companies, gathered 21,413 and sorted them, where the first 51 stand within a millisecond's walk.
            // What is rare is left to the trigrams.
            var near = keyset.Order(keyset.Order(run, phase).TakeFixed(Walked).Where(compiler.Compile(filter)), phase);
            var ids = await near.TakeFixed(most).Select(r => r.Id).ToArrayAsync(ct);
            if (ids.Length == most)
            {
                return ids;
            }
        }

        var filtered = run.Where(compiler.Compile(filter));
        return await parts.Gather(filtered, ListRecords.Conjuncts(filter), part => keyset.Order(part, phase).TakeFixed(most))
            .Select(r => r.Id).ToArrayAsync(ct);
    }

    private IQueryable<T> These(Guid[] ids, KeysetPhase phase) => keyset.Order(rows.Where(r => ids.Contains(r.Id)), phase);

    private bool LooksIntoNamesInOrder(FilterNode? filter) =>
        filter is FilterNode.Condition { Operator: Operator.Contains or Operator.EndsWith } condition
        && ReferenceEquals(condition.Field, walked);

    private IQueryable<T> Rows(FilterNode? filter, KeysetPhase phase, Cursor? after, int most)
    {
        var conjuncts = ListRecords.Conjuncts(filter);
        var filtered = filter is null ? rows : rows.Where(compiler.Compile(filter));
        var run = keyset.In(after is null ? filtered : filtered.Where(keyset.After(after)), phase);
        return parts.IsDivided(conjuncts)
            ? keyset.Order(parts.Gather(run, conjuncts, part => keyset.Order(part, phase).TakeFixed(most)), phase)
            : keyset.Order(parts.Gather(run, conjuncts, part => part), phase);
    }

    private static bool LooksIntoText(FilterNode? filter) => filter is not null && filter.Match(
        all => all.Nodes.Any(LooksIntoText),
        any => any.Nodes.Any(LooksIntoText),
        not => LooksIntoText(not.Node),
        condition => condition.Operator is Operator.Contains or Operator.DoesNotContain or Operator.EndsWith);

    private Expression<Func<T, Found<TView>>> Row<TView>(Expression<Func<T, TView>> view)
    {
        var row = view.Parameters[0];
        return Expression.Lambda<Func<T, Found<TView>>>(
            Expression.New(Found<TView>.Make, view.Body, Inline.Into(keyset.Values, row), Expression.Property(row, Id)), row);
    }
}
