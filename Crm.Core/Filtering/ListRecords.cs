using System.Linq.Expressions;
using Crm.Core.Access;
using Crm.Core.Cards;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Filtering;

/// <summary>A page of a filtered list.</summary>
/// <param name="Filter">The text form as we read it, for the next page, for editing, for saving.</param>
/// <param name="Total">Rows that fit the filter; a lower bound when <paramref name="TotalIsLowerBound"/> says so.</param>
/// <param name="Next">Cursor of the next page; null on the last one.</param>
public sealed record RecordList<TView>(
    string Entity, string Filter, IReadOnlyList<string> Conditions, IReadOnlyList<TView> Items, int Total, bool TotalIsLowerBound, string? Next, int From);

/// <summary>What every list is asked: text form of the filter, cursor, page size.</summary>
public sealed record ListQuery(string? Filter, string? After, int Take, int From);

/// <summary>
/// Runs a list: parse, compile, one page by keyset and one capped count, as two statements of the same transaction (a count beside LIMIT
/// would make the planner walk the whole sort index).
/// </summary>
public static class ListRecords
{
    /// <summary>Counting further would cost more than its worth; the card then says "10,000+".</summary>
    public const int CountCap = 10_000;

    public static async Task<Result<RecordList<TView>>> RunAsync<T, TView>(
        IQueryable<T> rows, ListQuery query, FieldCatalog<T> catalog, Expression<Func<T, TView>> view, CurrentUser reader, TimeProvider clock,
        CancellationToken ct)
        where T : OwnedRecord
    {
        var (parsed, error) = FilterParser<T>.Parse(query.Filter, catalog, reader.Locale);
        if (error is not null || parsed is null)
        {
            return Refusal.Invalid(new FieldError("filter", Point(query.Filter!, error!)));
        }

        var moment = new FilterClock(clock.GetUtcNow(), Shown.ZoneOf(reader.TimeZone), Numbers.CultureOf(reader.Locale));
        var filtered = parsed.Filter is null ? rows : rows.Where(new FilterCompiler<T>(moment).Compile(parsed.Filter));
        var sort = parsed.Sort ?? new SortKey(catalog.DefaultSort, catalog.DefaultDescending);
        var take = Math.Clamp(query.Take, 1, 200);
        try
        {
            var page = Cursor.Parse(query.After) is { } cursor ? filtered.Where(Keyset.After(cursor, sort, catalog.Id)) : filtered;
            var key = Expression.Lambda<Func<T, object?>>(
                Expression.Convert(Inline.Into(sort.Field.Selector, catalog.Id.Parameters[0]), typeof(object)), catalog.Id.Parameters[0]);
            var found = await page.InOrder(sort, catalog.Id).Select(Row<T, TView>(view, key)).Take(take + 1).ToListAsync(ct);
            var total = await filtered.Take(CountCap + 1).CountAsync(ct);
            var last = found.Count > take ? found[take - 1] : null;
            return new RecordList<TView>(
                catalog.Entity, FilterPrinter.Print(parsed), Chips(parsed.Filter), [.. found.Take(take).Select(f => f.View)], Math.Min(total, CountCap),
                total > CountCap, last is null ? null : new Cursor(Keyset.Write(last.Key), last.Id).Print(), query.From);
        }
        catch (BadCursorException wrong)
        {
            return Refusal.Invalid(new FieldError("after", wrong.Message));
        }
    }

    private static IReadOnlyList<string> Chips(FilterNode? filter) => filter switch
    {
        null => [],
        FilterNode.All all => [.. all.Nodes.Select(n => FilterPrinter.Print(n, inner: false))],
        _ => [FilterPrinter.Print(filter, inner: false)],
    };

    private static Expression<Func<T, Found<TView>>> Row<T, TView>(Expression<Func<T, TView>> view, Expression<Func<T, object?>> key)
        where T : OwnedRecord
    {
        var row = view.Parameters[0];
        var make = typeof(Found<TView>).GetConstructors()[0];
        return Expression.Lambda<Func<T, Found<TView>>>(
            Expression.New(make, view.Body, Inline.Into(key, row), Expression.Property(row, nameof(OwnedRecord.Id))), row);
    }

    private static string Point(string text, FilterError error)
    {
        var before = text[..Math.Min(error.Position, text.Length)].Trim();
        return before.Length == 0 ? error.Message : $"After “{(before.Length > 40 ? "…" + before[^40..] : before)}”: {error.Message}";
    }

    private sealed record Found<TView>(TView View, object? Key, Guid Id);
}
