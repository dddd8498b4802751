using System.Linq.Expressions;
using Crm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Filtering;

/// <param name="View">The row as it is shown.</param>
/// <param name="Keys">Its sort values, for the next page's cursor.</param>
/// <param name="Id">Its id, the tie-break.</param>
internal sealed record Found<TView>(TView View, object?[] Keys, Guid Id);

/// <summary>One page by keyset, in the shape that lets an index end the search after as many rows as are shown.</summary>
internal sealed class PageRecords<T>(IQueryable<T> rows, RowParts<T> parts, FilterCompiler<T> compiler, Keyset<T> keyset)
    where T : OwnedRecord
{
    /// <summary>The page before a row, in the list's order.</summary>
    /// <returns>Null when fewer rows stand before it than a page holds: then it is the first page.</returns>
    public async Task<List<Found<TView>>?> BeforeAsync<TView>(FilterNode? filter, Cursor cursor, Expression<Func<T, TView>> view, int take, CancellationToken ct)
    {
        var (found, _) = await new PageRecords<T>(rows, parts, compiler, keyset.Reversed).RunAsync(filter, cursor, view, take, ct);
        found.Reverse();
        return found.Count < take ? null : found;
    }

    public async Task<(List<Found<TView>> Rows, bool HasMore)> RunAsync<TView>(FilterNode? filter, Cursor? cursor, Expression<Func<T, TView>> view, int take, CancellationToken ct)
    {
        var (most, found) = (take + 1, new List<Found<TView>>(take + 1));
        var phases = cursor is null ? keyset.Phases : keyset.Phases.SkipWhile(p => p != keyset.PhaseOf(cursor));
        foreach (var phase in phases)
        {
            var after = cursor is not null && phase == keyset.PhaseOf(cursor) ? cursor : null;
            found.AddRange(await Rows(filter, phase, after, most).Select(Row(view)).TakeFixed(most).ToListAsync(ct));
            if (found.Count > take)
            {
                return (found[..take], HasMore: true);
            }
        }

        return (found, HasMore: false);
    }

    private IQueryable<T> Rows(FilterNode? filter, KeysetPhase phase, Cursor? after, int most)
    {
        var conjuncts = ListRecords.Conjuncts(filter);
        var filtered = filter is null ? rows : rows.Where(compiler.Compile(filter));
        var run = keyset.In(after is null ? filtered : filtered.Where(keyset.After(after)), phase);
        if (LooksIntoText(filter))
        {
            // LIKE is not leakproof: under a policy every row of the reader is looked at. Finding the page's ids first leaves that to an index that
            // holds the text; reading whole rows for it cost 80 ms where this costs 5 (docs/benchmarks.md).
            var ids = parts.Gather(run, conjuncts, part => keyset.Order(part, phase).TakeFixed(most)).Select(r => r.Id);
            return keyset.Order(rows.Where(r => ids.Contains(r.Id)), phase);
        }

        return parts.IsDivided(conjuncts)
            ? keyset.Order(parts.Gather(run, conjuncts, part => keyset.Order(part, phase).TakeFixed(most)), phase)
            : keyset.Order(parts.Gather(run, conjuncts, part => part), phase);
    }

    private static bool LooksIntoText(FilterNode? filter) => filter switch
    {
        null => false,
        FilterNode.All all => all.Nodes.Any(LooksIntoText),
        FilterNode.Any any => any.Nodes.Any(LooksIntoText),
        FilterNode.Not not => LooksIntoText(not.Node),
        FilterNode.Condition condition => condition.Operator is Operator.Contains or Operator.DoesNotContain or Operator.EndsWith,
        _ => throw new InvalidOperationException($"Unknown node {filter.GetType().Name}."),
    };

    private Expression<Func<T, Found<TView>>> Row<TView>(Expression<Func<T, TView>> view)
    {
        var row = view.Parameters[0];
        var make = typeof(Found<TView>).GetConstructors()[0];
        return Expression.Lambda<Func<T, Found<TView>>>(
            Expression.New(make, view.Body, Inline.Into(keyset.Values, row), Expression.Property(row, nameof(OwnedRecord.Id))), row);
    }
}
