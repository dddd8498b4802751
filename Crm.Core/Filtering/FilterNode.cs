namespace Crm.Core.Filtering;

/// <summary>The filter as a tree. Depth at most 4, at most 40 conditions; both are checked when it is parsed.</summary>
public abstract record FilterNode
{
    public const int MaxDepth = 4;
    public const int MaxConditions = 40;

    private FilterNode()
    {
    }

    /// <summary>What comes of it, whichever of the four it is.</summary>
    public abstract TOut Match<TOut>(Func<All, TOut> all, Func<Any, TOut> any, Func<Not, TOut> not, Func<Condition, TOut> condition);

    public sealed record All(IReadOnlyList<FilterNode> Nodes) : FilterNode
    {
        public override TOut Match<TOut>(
            Func<All, TOut> all, Func<Any, TOut> any, Func<Not, TOut> not, Func<Condition, TOut> condition) => all(this);
    }

    public sealed record Any(IReadOnlyList<FilterNode> Nodes) : FilterNode
    {
        public override TOut Match<TOut>(
            Func<All, TOut> all, Func<Any, TOut> any, Func<Not, TOut> not, Func<Condition, TOut> condition) => any(this);
    }

    public sealed record Not(FilterNode Node) : FilterNode
    {
        public override TOut Match<TOut>(
            Func<All, TOut> all, Func<Any, TOut> any, Func<Not, TOut> not, Func<Condition, TOut> condition) => not(this);
    }

    public sealed record Condition(FilterField Field, Operator Operator, IReadOnlyList<FilterValue> Values) : FilterNode
    {
        public override TOut Match<TOut>(
            Func<All, TOut> all, Func<Any, TOut> any, Func<Not, TOut> not, Func<Condition, TOut> condition) => condition(this);
    }
}

/// <summary>What stands to the right of an operator.</summary>
public abstract record FilterValue
{
    private FilterValue()
    {
    }

    /// <summary>In words: texts, options and spans of days are their own; how numbers and days are written the caller says.</summary>
    public abstract string Say(Func<string, string> text, Func<decimal, string> number, Func<DateOnly, string> day);

    public sealed record Text(string Value) : FilterValue
    {
        public override string Say(Func<string, string> text, Func<decimal, string> number, Func<DateOnly, string> day) => text(Value);
    }

    public sealed record Number(decimal Value) : FilterValue
    {
        public override string Say(Func<string, string> text, Func<decimal, string> number, Func<DateOnly, string> day) => number(Value);
    }

    public sealed record Day(DateOnly Value) : FilterValue
    {
        public override string Say(Func<string, string> text, Func<decimal, string> number, Func<DateOnly, string> day) => day(Value);
    }

    public sealed record Span(RelativeSpan Value) : FilterValue
    {
        public override string Say(Func<string, string> text, Func<decimal, string> number, Func<DateOnly, string> day) => Value.Words;
    }

    public sealed record Option(FieldOption Value) : FilterValue
    {
        public override string Say(Func<string, string> text, Func<decimal, string> number, Func<DateOnly, string> day) =>
            text(Value.Label);
    }
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
