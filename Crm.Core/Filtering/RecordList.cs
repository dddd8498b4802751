namespace Crm.Core.Filtering;

/// <summary>A number of rows; "10,000+" when counting stopped at its cap or its time.</summary>
public sealed record Count(int Value, bool IsLowerBound = false)
{
    public static Count AtLeast(int value) => new(value, IsLowerBound: true);
}

/// <summary>How many rows each option of a field would show, were this field's own conditions replaced by it.</summary>
public sealed record Facet(string Field, IReadOnlyList<FacetOption> Options);

/// <param name="Label">The option; null for "nothing chosen".</param>
/// <param name="Count">Rows that hold it.</param>
public sealed record FacetOption(string? Label, Count Count);

/// <param name="Label">The option; null for "nothing chosen".</param>
/// <param name="Count">Rows in the group.</param>
/// <param name="Totals">What the entity adds up (the value of deals), one sum per currency.</param>
public sealed record Group(string? Label, Count Count, IReadOnlyList<GroupTotal> Totals);

public sealed record GroupTotal(string Field, string? Unit, decimal Sum, bool IsLowerBound);

/// <summary>A page of a filtered list. Rows and every number come from one snapshot.</summary>
/// <param name="Filter">The text form as we read it, for the next page, for editing, for saving.</param>
/// <param name="Total">Rows that fit the filter; a lower bound when <paramref name="TotalIsLowerBound"/> says so.</param>
/// <param name="Next">Cursor of the next page; null on the last one.</param>
public sealed record RecordList<TView>(
    string Entity, string Filter, IReadOnlyList<string> Conditions, IReadOnlyList<TView> Items, int Total, bool TotalIsLowerBound,
    string? Next, int From)
{
    /// <summary><see cref="Filter"/> as it was understood.</summary>
    [JsonIgnore]
    public FilterQuery Query { get; init; } = FilterQuery.Everything;

    /// <summary>Cursor of the page before this one; null on the first.</summary>
    public string? Previous { get; init; }

    /// <summary>How many rows a page holds.</summary>
    public int Take { get; init; } = 5;

    /// <summary>Per condition, how many rows there would be without it; empty when not asked for.</summary>
    public IReadOnlyList<Count> WithoutCondition { get; init; } = [];

    public IReadOnlyList<Facet> Facets { get; init; } = [];

    /// <summary>Of "group by"; in the order of the options.</summary>
    public IReadOnlyList<Group> Groups { get; init; } = [];
}

/// <summary>What every list is asked.</summary>
/// <param name="Filter">Text form or JSON form of the filter language, with its own order and grouping if it has them.</param>
/// <param name="After">Cursor that an earlier page gave for its next or its previous one.</param>
/// <param name="Take">Rows on a page, 1 to 200.</param>
/// <param name="From">Number of the page's first row, for people.</param>
/// <param name="Sort">"value desc, title"; stands above an order inside the filter.</param>
/// <param name="Counts">
/// Comma-separated: "conditions" for a count without each condition, and names of fields whose options are to be counted.
/// </param>
public record ListQuery(
    string? Filter = null, string? After = null, int Take = 5, int From = 1, string? Sort = null, string? Counts = null);
