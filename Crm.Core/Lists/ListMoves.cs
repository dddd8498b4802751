using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Lists;

/// <summary>One condition of a list as a chip: the filter that is left without it, and how many rows that would show.</summary>
public sealed record Chip(string Text, string Without, Count? Count);

/// <summary>One option of a field: the filter that shows it alone, and how many rows that would be.</summary>
public sealed record NarrowTo(string Label, string Filter, Count Count, bool IsChosen);

public sealed record NarrowBy(string Field, IReadOnlyList<NarrowTo> Options);

/// <summary>One group of "group by": the filter that shows it alone.</summary>
public sealed record GroupOf(Group Group, string Filter);

/// <summary>An order that a press offers.</summary>
/// <param name="Label">For people.</param>
/// <param name="Text">After "order by".</param>
/// <param name="IsIndexed">
/// Whether an index gives it. What must be sorted is offered of lists that were counted to their end, and can be typed of any.
/// </param>
public sealed record Order(string Label, string Text, bool IsIndexed = true);

public sealed record SortBy(string Label, string Filter, bool IsChosen);

/// <summary>Which page of which list a card shows, and whether its options are counted: <see cref="Options"/>, or null.</summary>
public sealed record ListPlace(RecordKind Kind, string? After = null, int From = 1, string? Counts = null)
{
    /// <summary>Short, since every press of a card whose options stand open carries it.</summary>
    public const string Options = "options";

    /// <summary>What a card counts beside its rows: each condition, and each option while they stand open.</summary>
    public string Counted => Counts is not Options ? "conditions" : Kind switch
    {
        RecordKind.Company => "conditions,status,size",
        RecordKind.Contact => "conditions,status",
        RecordKind.Deal => "conditions,stage,status,priority",
        RecordKind.Activity => "conditions,type,status",
    };
}

/// <summary>
/// Where a list can go from here: each move is the whole filter that comes next, so that a press needs no memory of the one before.
/// </summary>
public sealed record ListMoves(
    ListPlace Here, string Filter, IReadOnlyList<Chip> Chips, IReadOnlyList<NarrowBy> Narrow, IReadOnlyList<SortBy> Sorts)
{
    private static readonly Order[] CompanyOrders =
        [new("Name", "name"), new("Longest without contact", "last contact", IsIndexed: false), new("Largest revenue", "revenue desc"),
            new("Recently changed", "updated desc")];

    private static readonly Order[] ContactOrders = [
        new("Name", "name"), new("Longest without contact", "last contact", IsIndexed: false), new("Recently changed", "updated desc")];

    private static readonly Order[] DealOrders =
    [
        new("Recently changed", "updated desc"), new("Highest value", "value desc"), new("Closing first", "expected close"),
        new("Stage", "stage", IsIndexed: false), new("Title", "title"),
    ];

    private static readonly Order[] ActivityOrders = [new("Newest", "when desc"), new("Oldest", "when"), new("Due first", "due")];

    /// <summary>Of "group by", in the list's order.</summary>
    public IReadOnlyList<GroupOf> Groups { get; init; } = [];

    /// <summary>By which rates the groups' sums were converted.</summary>
    public ReportedIn? GroupsIn { get; init; }

    /// <summary>Null where no amounts of several currencies are in order.</summary>
    public AmountOrder? Amounts { get; init; }

    public RecordKind Kind => Here.Kind;

    public string Verb => VerbOf(Kind);

    /// <summary>Whether the options stand open, with their counts.</summary>
    public bool IsNarrowing => Here.Counts is ListPlace.Options;

    public static string VerbOf(RecordKind kind) => Of(kind, ListCompanies.Verb, ListContacts.Verb, ListDeals.Verb, ListActivities.Verb);

    /// <summary>The orders that a press offers.</summary>
    public static IReadOnlyList<Order> OrdersOf(RecordKind kind) => Of(kind, CompanyOrders, ContactOrders, DealOrders, ActivityOrders);

    /// <param name="here">Of what the list is, and its page.</param>
    /// <param name="catalog">The fields as the reader can ask for them.</param>
    /// <param name="page">The list as it was answered.</param>
    /// <param name="rates">By which amounts are added up and compared.</param>
    /// <param name="currency">Of a row that has an amount; null for none.</param>
    public static ListMoves From<T, TView>(
        ListPlace here, FieldCatalog<T> catalog, RecordList<TView> page, ReportingRates rates, Func<TView, string?> currency)
        where T : OwnedRecord
    {
        var query = page.Query;
        var all = ListRecords.Conjuncts(query.Filter);
        var chips = all.Select((condition, i) => new Chip(
            page.Conditions[i], Print(query, all.Where(n => n != condition)),
            page.WithoutCondition.Count > i ? page.WithoutCondition[i] : null));
        var narrow = page.Facets.Select(facet => new NarrowBy(facet.Field, [.. Options(query, all, catalog.Find(facet.Field)!, facet)]));
        var order = FilterPrinter.Print(query.Sort);
        var sorts = OrdersOf(here.Kind).Where(o => o.IsIndexed || !page.TotalIsLowerBound || o.Text == order).Select(o => new SortBy(
            o.Label, FilterPrinter.Print(query with { Sort = [] }) is { Length: > 0 } filter
                ? $"{filter} order by {o.Text}"
                : $"order by {o.Text}", o.Text == order));
        return new ListMoves(here, page.Filter, [.. chips], [.. narrow], [.. sorts])
        {
            Groups = query.GroupBy is { } by
                ? [.. page.Groups.Select(g => new GroupOf(
                    g with { Totals = AmountOrder.Reported(g.Totals, rates) },
                    Print(query with { GroupBy = null }, Others(all, by).Append(Only(by, g.Label)))))]
                : [],
            GroupsIn = rates.Used(page.Groups.SelectMany(g => g.Totals).Select(t => t.Unit).OfType<string>()),
            Amounts = AmountOrder.Of(query, catalog, page.Items.Select(currency).OfType<string>(), rates),
        };
    }

    private static IEnumerable<FilterNode> Others(IReadOnlyList<FilterNode> all, FilterField field) =>
        all.Where(n => n is not FilterNode.Condition condition || condition.Field != field);

    private static FilterNode.Condition Only(FilterField field, string? label) =>
        label is null ? new FilterNode.Condition(field, Operator.IsEmpty, [])
        : new FilterNode.Condition(
            field, Operator.Is,
            [field.Options.FirstOrDefault(o => o.Label == label) is { } option
                ? new FilterValue.Option(option)
                : new FilterValue.Text(label)]);

    private static IEnumerable<NarrowTo> Options(FilterQuery query, IReadOnlyList<FilterNode> all, FilterField field, Facet facet)
    {
        var others = Others(all, field).ToList();
        foreach (var found in facet.Options)
        {
            if (field.Options.FirstOrDefault(o => o.Label == found.Label) is { } option
                && (found.Count.Value > 0 || found.Count.IsLowerBound))
            {
                var condition = new FilterNode.Condition(field, Operator.Is, [new FilterValue.Option(option)]);
                yield return new NarrowTo(
                    option.Label, Print(query, others.Append(condition)), found.Count, all.Any(n => Says(n, field, option)));
            }
        }
    }

    private static bool Says(FilterNode node, FilterField field, FieldOption option) =>
        node is FilterNode.Condition { Operator: Operator.Is, Values: [FilterValue.Option value] } condition && condition.Field == field
        && value.Value == option;

    private static string Print(FilterQuery query, IEnumerable<FilterNode> conjuncts) => FilterPrinter.Print(query with
    {
        Filter = conjuncts.ToList() switch { [] => null, [var only] => only, var several => new FilterNode.All(several) },
    });

    private static TOne Of<TOne>(RecordKind kind, TOne company, TOne contact, TOne deal, TOne activity) => kind switch
    {
        RecordKind.Company => company,
        RecordKind.Contact => contact,
        RecordKind.Deal => deal,
        RecordKind.Activity => activity,
    };
}
