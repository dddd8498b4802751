namespace Crm.Core.Filtering;

/// <summary>Which numbers beside the total a list shows.</summary>
internal sealed record CountRequest(bool WithoutEach, IReadOnlyList<FilterField> Facets)
{
    private const int MostFacets = 8;

    public static (CountRequest Request, Refusal? Refusal) Read<T>(string? typed, FieldCatalog<T> catalog)
    {
        var names = typed?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        var facets = new List<FilterField>();
        foreach (var name in names.Where(
            n => !n.Equals("conditions", StringComparison.OrdinalIgnoreCase) && !n.Equals("total", StringComparison.OrdinalIgnoreCase)))
        {
            if (catalog.Find(name) is not { CanGroup: true } field)
            {
                return (new CountRequest(false, []), Refusal.Invalid(new FieldError(
                    "counts",
                    $"“{name}” cannot be counted by option. These can: conditions, "
                    + $"{string.Join(", ", catalog.Fields.Where(f => f.CanGroup).Select(f => f.Name))}.")));
            }

            facets.Add(field);
        }

        return facets.Count > MostFacets
            ? (new CountRequest(false, []),
                Refusal.Invalid(new FieldError("counts", $"At most {MostFacets} fields can be counted at once.")))
            : (new CountRequest(names.Contains("conditions", StringComparer.OrdinalIgnoreCase), facets), null);
    }
}

internal sealed record ListNumbers(
    Count Total, IReadOnlyList<Count> WithoutCondition, IReadOnlyList<Facet> Facets, IReadOnlyList<Group> Groups);

/// <summary>Total, "without this condition", per option, per group.</summary>
/// <param name="rows">What the reader may see.</param>
/// <param name="parts">The same in parts.</param>
/// <param name="compiler">Of the conditions.</param>
/// <param name="counts">Counts within their budget.</param>
/// <param name="catalog">The entity's fields.</param>
/// <param name="asked">The filter.</param>
/// <param name="wanted">The numbers to count.</param>
/// <param name="areFew">Whether the reader's rows are one person's: all options of a field are told apart in one look at them.</param>
internal sealed class CountRecords<T>(
    IQueryable<T> rows, RowParts<T> parts, FilterCompiler<T> compiler, IFacetCounts counts, FieldCatalog<T> catalog, FilterQuery asked,
    CountRequest wanted, bool areFew)
    where T : OwnedRecord
{
    /// <summary>Up to so many options each get a count of their own; longer lists of options are grouped.</summary>
    private const int CountedOptions = 20;

    private readonly IReadOnlyList<FilterNode> conjuncts = ListRecords.Conjuncts(asked.Filter);
    private readonly List<FilterField> byOption = [.. wanted.Facets.Where(f => f.Options.Count is > 0 and <= CountedOptions)];
    private (IReadOnlyList<CountQuery> Queries, bool WithTotal)? sent;

    private bool IsLast => asked.GroupBy is null && byOption.Count == wanted.Facets.Count;

    /// <summary>Sends the counts together with the page's last statement, when nothing is asked after them.</summary>
    /// <param name="isAll">Whether it is known that the page holds every row.</param>
    public void SendWithPage(bool isAll)
    {
        if (IsLast)
        {
            sent = (Queries(withTotal: !isAll), !isAll);
            counts.SendWithNext(sent.Value.Queries, ListRecords.CountCap);
        }
    }

    /// <param name="seen">Rows known to be there from the page: the least that any lower bound says.</param>
    /// <param name="isAll">Whether the page held every row: then they need no counting.</param>
    /// <param name="ct">Cancels the counting.</param>
    public async Task<ListNumbers> ReadAsync(int seen, bool isAll, CancellationToken ct)
    {
        var (queries, withTotal) = sent ?? (Queries(withTotal: !isAll), !isAll);
        var found = queries.Count == 0 && sent is null ? [] : await counts.CountAsync(queries, ListRecords.CountCap, IsLast, ct);
        var at = withTotal ? 1 : 0;
        var total = isAll ? new Count(seen, IsLowerBound: false) : found[0].Value < seen ? Count.AtLeast(seen) : found[0];
        var without = wanted.WithoutEach ? conjuncts.Select(_ => found[at++])
            .Select(c => c.IsLowerBound && c.Value < total.Value ? Count.AtLeast(total.Value) : c).ToList() : [];
        var facets = new List<Facet>();
        foreach (var field in wanted.Facets)
        {
            facets.Add(byOption.Contains(field)
                ? new Facet(
                    field.Name,
                    [.. Options(field).Select(option => new FacetOption(option?.Label, found[at++]))
                        .Where(o => o.Label is not null || o.Count is not { Value: 0, IsLowerBound: false })])
                : new Facet(
                    field.Name,
                    [.. (await GroupsAsync(Others(conjuncts, field), field, totals: false, ct))
                        .Select(g => new FacetOption(g.Label, g.Count))]));
        }

        var groups = asked.GroupBy is { } by ? await GroupsAsync(conjuncts, by, totals: true, ct) : [];
        return new ListNumbers(total, without, facets, groups);
    }

    private List<CountQuery> Queries(bool withTotal)
    {
        var queries = new List<CountQuery>();
        if (withTotal)
        {
            queries.Add(new CountQuery(Ones(conjuncts)));
        }

        if (wanted.WithoutEach)
        {
            queries.AddRange(conjuncts.Select((_, dropped) =>
                new CountQuery(Ones(conjuncts.Where((_, i) => i != dropped)))));
        }

        queries.AddRange(byOption.SelectMany(ByOption));
        return queries;
    }

    /// <summary>
    /// Of many rows each option has an index, or few of them are looked at; of few rows one look is cheaper than a dozen.
    /// </summary>
    private IEnumerable<CountQuery> ByOption(FilterField field)
    {
        IReadOnlyList<FilterNode> others = [.. Others(conjuncts, field)];
        return areFew && field is { Kind: FieldKind.Select, GroupedBy: null, Holds: null } && !parts.IsDivided(others)
            ? [new CountQuery(Values(others, field), [.. Options(field).Select(option => option?.Value)])]
            : Options(field).Select(option => new CountQuery(Ones(WithOption(others, field, option))));
    }

    /// <summary>The field's value of each row that fits all.</summary>
    private IQueryable Values(IReadOnlyList<FilterNode> conjuncts, FilterField field)
    {
        var fitting = Gather(conjuncts, part => part);
        return fitting.Provider.CreateQuery(Expression.Call(
            typeof(Queryable), nameof(Queryable.Select), [typeof(T), field.Selector.ReturnType], fitting.Expression,
            Expression.Quote(field.Selector)));
    }

    /// <summary>Every option once ("me" is somebody who is listed by name), then null for nothing chosen.</summary>
    private static IEnumerable<FieldOption?> Options(FilterField field) => field.Options.DistinctBy(o => o.Value).Append(null);

    private static IEnumerable<FilterNode> Others(IReadOnlyList<FilterNode> conjuncts, FilterField field) =>
        conjuncts.Where(n => n is not FilterNode.Condition condition || condition.Field != field);

    /// <summary>A one for each row that fits all, at most one more than is counted.</summary>
    private IQueryable<int> Ones(IEnumerable<FilterNode> conjuncts)
    {
        IReadOnlyList<FilterNode> all = [.. conjuncts];
        var ones = Gather(all, part => part.Select(r => 1).TakeFixed(ListRecords.CountCap + 1));
        return parts.IsDivided(all) ? ones.TakeFixed(ListRecords.CountCap + 1) : ones;
    }

    private IQueryable<TShape> Gather<TShape>(IReadOnlyList<FilterNode> conjuncts, Func<IQueryable<T>, IQueryable<TShape>> ask) =>
        parts.Gather(
        conjuncts switch
        {
            [] => rows,
            [var only] => rows.Where(compiler.Compile(only)),
            var all => rows.Where(compiler.Compile(new FilterNode.All(all))),
        },
        conjuncts,
        ask);

    private static IEnumerable<FilterNode> WithOption(IEnumerable<FilterNode> conjuncts, FilterField field, FieldOption? option) =>
        conjuncts.Append(option is null
        ? new FilterNode.Condition(field, Operator.IsEmpty, [])
        : new FilterNode.Condition(field, Operator.Is, [new FilterValue.Option(option)]));

    private async Task<IReadOnlyList<Group>> GroupsAsync(
        IEnumerable<FilterNode> conjuncts, FilterField field, bool totals, CancellationToken ct)
    {
        var filtered = Gather([.. conjuncts], part => part.TakeFixed(ListRecords.CountCap + 1));
        var column = field.GroupSelector;
        var query = (IQueryable<GroupRow>)typeof(CountRecords<T>).GetMethod(
            nameof(Query), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(column.ReturnType)
            .Invoke(null, [filtered.TakeFixed(ListRecords.CountCap + 1), column, totals ? catalog.Total : null, catalog.Id.Parameters[0]])!;
        if (await counts.ListAsync(query, ct) is not { } found)
        {
            return [.. Options(field).Where(o => o is not null).Select(o => new Group(o!.Label, Count.AtLeast(0), []))];
        }

        var isPartial = found.Sum(g => g.Count) > ListRecords.CountCap;
        var groups = found.GroupBy(g => Label(field, g.Key)).Select(g => new Group(
            g.Key, new Count(g.Sum(r => r.Count), isPartial),
            totals && catalog.Total is { } total
                ? [.. g.Where(r => r.HasValue).OrderBy(r => r.Unit, StringComparer.Ordinal)
                    .Select(r => new GroupTotal(total.Name, r.Unit, r.Sum, isPartial))]
                : []));
        if (isPartial)
        {
            // Of those that the rows looked at do not hold, others may.
            groups =
                groups.Concat(Options(field).Select(o => o?.Label).Except(found.Select(g => Label(field, g.Key)))
                    .Select(label => new Group(label, Count.AtLeast(0), [])));
        }

        var order = field.Options.Select((option, i) => (option.Label, i)).DistinctBy(o => o.Label)
            .ToDictionary(o => o.Label, o => o.i, StringComparer.Ordinal);
        return [.. groups.OrderBy(g => g.Label is null ? int.MaxValue : order.GetValueOrDefault(g.Label, int.MaxValue - 1))
            .ThenBy(g => g.Label, StringComparer.Ordinal)];
    }

    private static string? Label(FilterField field, object? key) =>
        key is null ? null : field.Options.FirstOrDefault(o => o.Value.Equals(key))?.Label ?? key.ToString();

    private static IQueryable<GroupRow> Query<TKey>(
        IQueryable<T> filtered, LambdaExpression column, FilterField? total, ParameterExpression row)
    {
        var unit = total?.UnitOfTotal is { } selector ? Inline.Into(selector, row) : Expression.Constant(null, typeof(string));
        var value = total is null ? (Expression)Expression.Constant(0m, typeof(decimal?))
            : Expression.Convert(Inline.Into(total.Selector, row), typeof(decimal?));
        var type = typeof(GroupKey<TKey>);
        var key = Expression.Lambda<Func<T, GroupKey<TKey>>>(
            Expression.MemberInit(
                Expression.New(type), Expression.Bind(type.GetProperty("Key")!, Inline.Into(column, row)),
                Expression.Bind(type.GetProperty("Unit")!, unit)),
            row);
        return filtered.GroupBy(key, Expression.Lambda<Func<T, decimal?>>(value, row))
            .Select(
                g => new GroupRow
                { Key = g.Key.Key, Unit = g.Key.Unit, Count = g.Count(), Sum = g.Sum() ?? 0, HasValue = g.Max() != null });
    }
}

internal sealed class GroupKey<TKey>
{
    public TKey? Key { get; init; }

    public string? Unit { get; init; }
}

internal sealed class GroupRow
{
    public object? Key { get; init; }

    public string? Unit { get; init; }

    public int Count { get; init; }

    public decimal Sum { get; init; }

    public bool HasValue { get; init; }
}
