using System.Data.Common;
using Microsoft.Extensions.Options;

namespace Crm.Core.Filtering;

/// <summary>Limits of lists, from the configuration's section Lists.</summary>
public sealed class ListOptions
{
    /// <summary>
    /// Lists:PageBudget: how long finding one page may take. What takes longer is refused in words, before it slows everybody else's lists.
    /// </summary>
    public TimeSpan PageBudget { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// Runs a list: parse, compile, one page by keyset and every count, in one round trip where that can be. Page and counts are separate
/// statements (a count beside LIMIT would make the planner walk the whole sort index) of one snapshot.
/// </summary>
public sealed class ListRecords(IUnitOfWork db, CurrentUser reader, IFacetCounts counts, TimeProvider clock, IOptions<ListOptions> options)
{
    /// <summary>Counting further would cost more than its worth; the card then says "10,000+".</summary>
    public const int CountCap = 10_000;
    public const int MostRows = 200;

    /// <param name="rows">Every row of the entity that is not deleted; row-level security leaves the reader's.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="catalog">The entity's fields.</param>
    /// <param name="view">What is read of a row.</param>
    /// <param name="ct">Cancels the list.</param>
    /// <param name="reach">The reader's rows in parts, where one index does not serve them all.</param>
    public async Task<Result<RecordList<TView>>> RunAsync<T, TView>(
        IQueryable<T> rows, ListQuery query, FieldCatalog<T> catalog, Expression<Func<T, TView>> view, CancellationToken ct,
        RowParts<T>? reach = null)
        where T : OwnedRecord
    {
        var (asked, refused) = Read(query, catalog);
        var (wanted, unknown) = CountRequest.Read(query.Counts, catalog);
        if ((refused ?? unknown) is { } refusal)
        {
            return refusal;
        }

        db.LimitTime(options.Value.PageBudget);
        var compiler = new FilterCompiler<T>(Clock());
        var parts = reach ?? RowParts<T>.Whole;
        var sort = asked.Sort.Count > 0 ? asked.Sort : [new SortKey(catalog.DefaultSort, catalog.DefaultDescending)];
        IReadOnlyList<SortKey> keys =
        [
            .. sort.SelectMany(k =>
                k.Field.ThenBy.Select(f => new SortKey(f, k.Descending && f.Kind is FieldKind.Number, k.EmptyFirst)).Prepend(k)),
        ];
        Plan(query, Conjuncts(asked.Filter), parts, sort[0]);
        var text = FilterPrinter.Print(asked);
        string List() => $"{reader.Id:N} {catalog.Entity} {FilterPrinter.Print(asked with { Sort = sort })}";
        try
        {
            var cursor = query.After is null ? null : Cursor.Parse(query.After, catalog.SigningKey, List());
            var walked = ReferenceEquals(sort[0].Field, catalog.DefaultSort) ? sort[0].Field : null;
            var numbers = new CountRecords<T>(rows, parts, compiler, counts, catalog, asked, wanted, !reader.MaySeeEverybody);
            var (pages, take) = (
                new KeysetPager<T>(rows, parts, compiler, new Keyset<T>(keys, catalog.Id), walked), Math.Clamp(query.Take, 1, MostRows));
            var before = cursor is { Back: true } ? await pages.BeforeAsync(asked.Filter, cursor, view, take, ct) : null;
            var isFirst = cursor is null || (cursor.Back && before is null);
            var page = before is not null ? (Rows: before, HasMore: true)
                : await pages.RunAsync(asked.Filter, isFirst ? null : cursor, view, take, numbers, ct);
            var counted = await numbers.ReadAsync(page.Rows.Count + (page.HasMore ? 1 : 0), isAll: isFirst && !page.HasMore, ct);
            return new RecordList<TView>(
                catalog.Entity, text, Chips(asked.Filter), [.. page.Rows.Select(r => r.View)], counted.Total.Value,
                counted.Total.IsLowerBound,
                page.HasMore ? At(page.Rows[^1], back: false) : null, isFirst ? 1 : query.From)
            {
                Query = asked,
                Previous = isFirst || page.Rows.Count == 0 ? null : At(page.Rows[0], back: true),
                Take = take,
                WithoutCondition = counted.WithoutCondition,
                Facets = counted.Facets,
                Groups = counted.Groups,
            };

            string At(Found<TView> row, bool back) =>
                new Cursor([.. row.Keys.Select(Cursor.Write)], row.Id, back).Print(catalog.SigningKey, List());
        }
        catch (BadCursorException wrong)
        {
            return Refusal.Invalid(new FieldError("after", wrong.Message));
        }
        catch (DbException slow) when (!ct.IsCancellationRequested && db.RanOutOfTime(slow))
        {
            return TooSlow();
        }
    }

    /// <summary>Whether the list's statements are planned for their values, once for all, or as PostgreSQL decides.</summary>
    private void Plan<T>(ListQuery query, IReadOnlyList<FilterNode> conjuncts, RowParts<T> parts, SortKey first)
        where T : OwnedRecord
    {
        if (conjuncts.Count > 0 && parts.IsDivided(conjuncts) && !OnePlanServes(conjuncts, first))
        {
            db.PlanForValues();
        }
        else if (conjuncts.Count == 0 && !parts.IsDivided(conjuncts) && string.IsNullOrWhiteSpace(query.Counts))
        {
            db.PlanOnce(); // nothing but the list's order and the place in it
        }
    }

    private Refusal TooSlow() => Refusal.Invalid(new FieldError("filter", string.Create(
        CultureInfo.InvariantCulture,
        $"This list takes longer than {options.Value.PageBudget.TotalSeconds:0.#} seconds to find. "
        + $"Add a condition, such as an owner or a date, or choose another order.")));

    /// <summary>Conditions that all must hold, one chip each.</summary>
    public static IReadOnlyList<FilterNode> Conjuncts(FilterNode? filter) => filter switch
    {
        null => [],
        FilterNode.All all => all.Nodes,
        _ => [filter],
    };

    /// <summary>
    /// Whether one plan for all values is as good as one for each: something bounds the walk in the list's order, and all else are choices
    /// that stand in the statement. Of anything else PostgreSQL would have to guess how rare it is; unbounded, a count of open tasks took
    /// 68 ms at worst instead of 43.
    /// </summary>
    private static bool OnePlanServes(IReadOnlyList<FilterNode> conjuncts, SortKey first)
    {
        bool Bounds(FilterNode node) => node is FilterNode.Condition condition && ReferenceEquals(condition.Field, first.Field)
            && condition.Operator
            is Operator.Is or Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual or Operator.Between
            or Operator.Within or Operator.OlderThan;
        return conjuncts.Any(Bounds)
            && conjuncts.All(node => Bounds(node) || node is FilterNode.Condition { Field.HasPartialIndexes: true });
    }

    private FilterClock Clock() => new(clock.GetUtcNow(), ReaderFormat.ZoneOf(reader.TimeZone), Numbers.CultureOf(reader.Locale));

    private (FilterQuery Query, Refusal? Refusal) Read<T>(ListQuery query, FieldCatalog<T> catalog)
    {
        var (asked, error) = FilterParser<T>.Parse(query.Filter, catalog, reader.Locale);
        if (asked is null)
        {
            return (FilterQuery.Everything, Refusal.Invalid(new FieldError("filter", Point(query.Filter!, error!))));
        }

        if (string.IsNullOrWhiteSpace(query.Sort))
        {
            return (asked, null);
        }

        var (sort, wrong) = FilterParser<T>.ParseSort(query.Sort, catalog);
        return sort is null ? (asked, Refusal.Invalid(new FieldError("sort", Point(query.Sort, wrong!))))
            : (asked with { Sort = sort }, null);
    }

    private static IReadOnlyList<string> Chips(FilterNode? filter) =>
        [.. Conjuncts(filter).Select(n => FilterPrinter.Print(n, inner: false))];

    private static string Point(string text, FilterError error)
    {
        var before = text[..Math.Min(error.Position, text.Length)].Trim();
        return before.Length == 0 ? error.Message : $"After “{(before.Length > 40 ? "…" + before[^40..] : before)}”: {error.Message}";
    }
}
