namespace Crm.Core.Filtering;

/// <summary>The filter as a tree. Depth at most 4, at most 40 conditions; both are checked when it is parsed.</summary>
public abstract record FilterNode
{
    public const int MaxDepth = 4;
    public const int MaxConditions = 40;

    private FilterNode()
    {
    }

    public sealed record All(IReadOnlyList<FilterNode> Nodes) : FilterNode;

    public sealed record Any(IReadOnlyList<FilterNode> Nodes) : FilterNode;

    public sealed record Not(FilterNode Node) : FilterNode;

    public sealed record Condition(FilterField Field, Operator Operator, IReadOnlyList<FilterValue> Values) : FilterNode;
}

/// <summary>What stands to the right of an operator.</summary>
public abstract record FilterValue
{
    private FilterValue()
    {
    }

    public sealed record Text(string Value) : FilterValue;

    public sealed record Number(decimal Value) : FilterValue;

    public sealed record Day(DateOnly Value) : FilterValue;

    public sealed record Span(RelativeSpan Value) : FilterValue;

    public sealed record Option(FieldOption Value) : FilterValue;
}

/// <summary>One key of the order; empty values come last unless asked otherwise, in both directions.</summary>
public sealed record SortKey(FilterField Field, bool Descending, bool EmptyFirst = false);

/// <summary>A parsed list request: what to show, grouped by what, in which order.</summary>
public sealed record FilterQuery(FilterNode? Filter, IReadOnlyList<SortKey> Sort, FilterField? GroupBy = null)
{
    public const int MaxSortKeys = 3;

    public static FilterQuery Everything { get; } = new(null, []);
}

/// <summary>Where in the text something was not understood, and what was expected there.</summary>
public sealed record FilterError(int Position, string Message);
