using static Crm.Core.Tests.Cards.CardSampleData;

namespace Crm.Core.Tests.Cards;

/// <summary>Cards of lists, filters and views.</summary>
internal static class ListCardSamples
{
    public static IReadOnlyDictionary<string, AdaptiveCard> All { get; } = new Dictionary<string, AdaptiveCard>
    {
        ["company-list"] = CompanyListCard.For(Browse(Page("companies", [Litware], 1, null), RecordKind.Company), Reader),
        ["contact-list"] = ContactListCard.For(Browse(Page("contacts", [Clara], 1, null), RecordKind.Contact), Reader),
        ["deal-list"] = Dated(DealListCard.For(
            Browse(
                new DealList(
                    new ListDeals("stage is Proposal"),
                    Page("deals", Enumerable.Repeat(Vans, 5), 12_345, "next", "stage is Proposal and value > 10,000", "stage is Proposal",
                        "value > 10,000"), Stages),
                RecordKind.Deal,
                new Chip("stage is Proposal", "value > 10,000", new Count(10_000, true)),
                new Chip("value > 10,000", "stage is Proposal", new Count(12_400))),
            Reader), ListDeals.Verb, new ListDeals("stage is Proposal and value > 10,000")),
        ["deal-list-last-page"] = DealListCard.For(
            Browse(new DealList(
                new ListDeals("", "x", From: 6),
                new RecordList<DealView>("deals", "", [], [Vans with { Status = DealStatus.Won, StageId = Stages[1].Id, Title = Hostile }],
                    6, false, null, 6) { Previous = "previous" }, Stages), RecordKind.Deal), Reader),
        ["deal-list-empty"] = DealListCard.For(
            Browse(new DealList(new ListDeals("value > 1"), Page<DealView>("deals", [], 0, null, "value > 1", "value > 1"), Stages),
                RecordKind.Deal, new Chip("value > 1", "", new Count(7))), Reader),
        ["deal-list-many-conditions"] = DealListCard.For(
            Browse(
                new DealList(
                    new ListDeals(),
                    Page("deals", Enumerable.Repeat(Vans with { Title = Hostile + Hostile, Company = Hostile }, 5), 9_999, "next",
                        string.Join(" and ", Enumerable.Repeat("title contains \"" + Hostile + "\"", 12)), "title"), Stages),
                RecordKind.Deal,
                [.. Enumerable.Range(0, 12)
                    .Select(
                        _ => new Chip("title contains \"" + Hostile + "\"",
                            string.Join(" and ", Enumerable.Repeat("title contains \"" + Hostile + "\"", 11)), new Count(3)))]),
            Reader),
        ["deal-list-grouped"] = DealListCard.For(
            Grouped(
                Browse(new DealList(new ListDeals("group by stage"), Page("deals", [Vans], 3, null, "group by stage"), Stages),
                    RecordKind.Deal),
                new GroupOf(
                    new Group("Proposal", new Count(2),
                        [new GroupTotal("value", "EUR", 60_000, false), new GroupTotal("value", "USD", 500, true)]), "stage is Proposal"),
                new GroupOf(new Group(Hostile, new Count(10_000, true), []), "stage is x"),
                new GroupOf(new Group(null, new Count(1), []), "stage is empty")),
            Reader),
        ["deal-list-by-value"] = DealListCard.For(
            Amounts(
                Browse(new DealList(new ListDeals("order by value desc"),
                    Page("deals", [Vans, Vans with { Currency = "SEK" }], 2, null, "order by value desc"), Stages), RecordKind.Deal),
                new AmountOrder(Converted, ["JPY", "SEK"], ByNumber: false, "order by currency, value desc")),
            Reader),
        ["deal-list-by-number"] = DealListCard.For(
            Amounts(
                Browse(new DealList(new ListDeals("order by value desc"),
                    Page("deals", [Vans, Vans with { Currency = "SEK" }], 2, null, "order by value desc"), Stages), RecordKind.Deal),
                new AmountOrder(InEuros, ["SEK"], ByNumber: true, "order by currency, value desc")),
            Reader),
        ["deal-list-middle-page"] = DealListCard.For(
            Browse(new DealList(
                new ListDeals("", "x", From: 11), Page("deals", Enumerable.Repeat(Vans, 5), 40, "next")
                with { From = 11, Previous = "previous" }, Stages), RecordKind.Deal), Reader),
        ["deal-list-narrowing"] = DealListCard.For(
            Narrowing(Browse(
                new DealList(
                    new ListDeals("stage is Proposal", "here", From: 11),
                    Page("deals", Enumerable.Repeat(Vans, 5), 40, "next", "stage is Proposal", "stage is Proposal")
                    with { From = 11, Previous = "previous" }, Stages),
                RecordKind.Deal, new Chip("stage is Proposal", "", new Count(60)))), Reader),
        ["filter-form"] =
            FilterForm.For(
                new FilterFormView(new EditFilter(RecordKind.Deal, "stage is Proposal", ""), "deals", ListDeals.Verb, null,
                    new Count(10_000, true), ["title", "stage", "value"]), Reader),
        ["filter-form-refused"] = FilterForm.For(
            new FilterFormView(
                new EditFilter(RecordKind.Deal, "stage is Propsal", "stage is Proposal"), "deals", ListDeals.Verb,
                Refusal.Invalid(
                    new FieldError("filter", "After “stage is”: “Propsal” isn't a known stage. Did you mean “Proposal”?")),
                null,
                ["title", "stage", "value"]), Reader),
        ["filter-builder"] = FilterBuilder.For(Built(null), Reader),
        ["filter-builder-refused"] = FilterBuilder.For(
            Built(Refusal.Invalid(
                new FieldError("rows.1.value", "“a lot” isn't a number."), new FieldError("rest", "A bracket is missing.")))
                with { Rest = Hostile, Order = "stage desc", Filter = null, Total = null }, Reader),
        ["view-name"] = ViewCards.Name(new NameView(RecordKind.Deal, "stage is Proposal and value > 10,000 order by value desc"), Reader),
        ["view-name-refused"] =
            ViewCards.Name(
                new NameView(RecordKind.Deal, "stage is " + Hostile, Hostile, "SHARED",
                    Refusal.Invalid(new FieldError("name", "A view has this name already."))), Reader with { Role = Role.Manager }),
        ["views"] = ViewCards.All([
            new ViewSeen(
                Id(60), RecordKind.Deal, "Big proposals", "stage is Proposal and value > 10,000", "value desc", ViewScope.Private, true, 1),
            new ViewSeen(Id(61), RecordKind.Contact, Hostile, "", "", ViewScope.Shared, false, 1)]),
        ["views-none"] = ViewCards.All([]),
        ["activity-list"] = ActivityListCard.For(Browse(Page("activities", Timeline, 4, null), RecordKind.Activity), Reader),
    };

    private static BuiltFilter Built(Refusal? why) => new(
        new BuildFilter(RecordKind.Deal, "stage is Proposal", "stage is Proposal"), "deals",
        [
            new BuiltRow(new FilterRow("stage", "is", "Proposal"), [new("is", "is"), new("is not", "is not"), new("is empty", "is empty")],
                [new("Proposal", "Proposal"), new("[link](https://evil.example) **bold**", "x")]),
            new BuiltRow(new FilterRow("value", ">", why is null ? "10,000" : "a lot"), [new(">", ">"), new("=", "=")], []),
            new BuiltRow(new FilterRow(), [new("is", "is"), new("contains", "contains")], []),
        ],
        null, null, [new("Title", "title"), new("Stage", "stage"), new("Value", "value")], "stage is Proposal and value > 10,000",
        new Count(10_000, true), why);

    private static Browsed<TList> Browse<TList>(TList list, RecordKind kind, params IReadOnlyList<Chip> chips)
    {
        var filter = string.Join(" and ", chips.Select(c => c.Text));
        return new Browsed<TList>(list, new ListMoves(
            new ListPlace(kind), filter, chips, [],
            [new SortBy("Recently changed", "order by updated desc", true), new SortBy("Highest value", "order by value desc", false),
                new SortBy("Title", "order by title", false)]));
    }

    private static Browsed<TList> Narrowing<TList>(Browsed<TList> list) => list with
    {
        Moves = list.Moves with
        {
            Here = list.Moves.Here with { After = "here", From = 11, Counts = ListPlace.Options },
            Narrow =
            [
                new NarrowBy(
                    "status",
                    [new NarrowTo("Open", "status is Open", new Count(12), true), new NarrowTo("Won", "status is Won", new Count(3), false),
                        new NarrowTo(Hostile, "status is Lost", new Count(1), false)]),
                new NarrowBy(
                    "priority",
                    [new NarrowTo("High", "priority is High", new Count(10_000, true), false),
                        new NarrowTo("Low", "priority is Low", Count.AtLeast(0), false)]),
            ],
        },
    };

    private static Browsed<TList> Grouped<TList>(Browsed<TList> list, params IReadOnlyList<GroupOf> groups) =>
        list with { Moves = list.Moves with { Groups = groups } };

    private static Browsed<TList> Amounts<TList>(Browsed<TList> list, AmountOrder order) =>
        list with { Moves = list.Moves with { Amounts = order } };

    private static RecordList<T> Page<T>(
        string entity, IEnumerable<T> items, int total, string? next, string filter = "", params string[] chips) =>
        new(entity, filter, chips, [.. items], Math.Min(total, ListRecords.CountCap), total > ListRecords.CountCap, next, 1);
}
