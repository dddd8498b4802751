namespace Crm.Core.Filtering;

public enum Operator
{
    Is,
    IsNot,
    AnyOf,
    NoneOf,
    AllOf,
    Exactly,
    Contains,
    DoesNotContain,
    StartsWith,
    EndsWith,
    IsEmpty,
    IsNotEmpty,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Between,
    Within,
    OlderThan,
}

/// <summary>What stands to the right of an operator.</summary>
public enum Operand
{
    None,
    One,

    /// <summary>A list in brackets.</summary>
    Many,

    /// <summary>"10 and 20".</summary>
    Range,

    /// <summary>"14 days".</summary>
    Days,
}

/// <summary>One operator of a kind of field. The first spelling is printed, all are read.</summary>
public sealed record OperatorForm(Operator Operator, Operand Operand, string Meaning, params IReadOnlyList<string> Spellings);

/// <summary>The operators of every kind of field: one table for parser, printer, builders and the reference page.</summary>
public static class Operators
{
    private static readonly OperatorForm[] Emptiness =
    [
        new(Operator.IsEmpty, Operand.None, "nothing stands there", "is empty"),
        new(Operator.IsNotEmpty, Operand.None, "something stands there", "is not empty"),
    ];

    private static readonly OperatorForm[] Text =
    [
        new(Operator.Is, Operand.One, "the same text; case and accents do not count", "is", "="),
        new(Operator.IsNot, Operand.One, "another text, or none", "is not", "!=", "<>"),
        new(Operator.AnyOf, Operand.Many, "one of these texts", "is any of", "any of", "in"),
        new(Operator.NoneOf, Operand.Many, "none of these texts, or no text at all", "is none of", "none of", "not in"),
        new(Operator.Contains, Operand.One, "these letters anywhere in it", "contains"),
        new(Operator.DoesNotContain, Operand.One, "these letters nowhere in it, or no text at all", "does not contain"),
        new(Operator.StartsWith, Operand.One, "these letters at the beginning", "starts with"),
        new(Operator.EndsWith, Operand.One, "these letters at the end", "ends with"),
        .. Emptiness,
    ];

    private static readonly OperatorForm[] Number =
    [
        new(Operator.Is, Operand.One, "exactly this number", "=", "is"),
        new(Operator.IsNot, Operand.One, "another number, or none", "!=", "is not", "<>"),
        new(Operator.Greater, Operand.One, "more than this", ">"),
        new(Operator.GreaterOrEqual, Operand.One, "this or more", ">="),
        new(Operator.Less, Operand.One, "less than this", "<"),
        new(Operator.LessOrEqual, Operand.One, "this or less", "<="),
        new(Operator.Between, Operand.Range, "from the first to the second, both included", "between", "is between"),
        .. Emptiness,
    ];

    private static readonly OperatorForm[] Day =
    [
        new(Operator.Is, Operand.One, "on this day", "is on", "is", "on", "="),
        new(Operator.Less, Operand.One, "before this day, or before the span begins", "before", "is before", "<"),
        new(Operator.LessOrEqual, Operand.One, "on this day or before", "<="),
        new(Operator.Greater, Operand.One, "after this day, or after the span ends", "after", "is after", ">"),
        new(Operator.GreaterOrEqual, Operand.One, "on this day or after", ">="),
        new(Operator.Between, Operand.Range, "from the first day to the last, both included", "between", "is between"),
        new(Operator.Within, Operand.One, "inside a span: today, this week, next month, past 30 days", "within", "is within"),
        new(Operator.OlderThan, Operand.Days, "more than so many days ago", "older than", "is older than", "since"),
        .. Emptiness,
    ];

    private static readonly OperatorForm[] Option =
    [
        new(Operator.Is, Operand.One, "this one", "is", "="),
        new(Operator.IsNot, Operand.One, "another one, or none", "is not", "!=", "<>"),
        new(Operator.AnyOf, Operand.Many, "one of these", "is any of", "any of", "in"),
        new(Operator.NoneOf, Operand.Many, "none of these, or nothing", "is none of", "none of", "not in"),
        .. Emptiness,
    ];

    private static readonly OperatorForm[] Options =
    [
        new(Operator.AnyOf, Operand.Many, "at least one of these is chosen", "has any of", "is any of"),
        new(Operator.AllOf, Operand.Many, "all of these are chosen, perhaps more", "has all of", "is all of"),
        new(Operator.NoneOf, Operand.Many, "none of these is chosen", "has none of", "is none of"),
        new(Operator.Exactly, Operand.Many, "these are chosen and no other", "is exactly", "has exactly"),
        .. Emptiness,
    ];

    /// <summary>Every word that an operator or the grammar uses: a field named so must be quoted.</summary>
    public static IReadOnlySet<string> Words { get; } = new[] { Text, Number, Day, Option, Options }.SelectMany(o => o)
        .SelectMany(o => o.Spellings)
        .SelectMany(s => s.Split(' '))
        .Concat(["and", "or", "not", "order", "group", "by", "asc", "desc", "ascending", "descending", "nulls"])
        .Except(["in"]).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<OperatorForm> Of(FieldKind kind) => kind switch
    {
        FieldKind.Text => Text,
        FieldKind.Number => Number,
        FieldKind.Date or FieldKind.Moment => Day,
        FieldKind.Select or FieldKind.User => Option,
        FieldKind.MultiSelect => Options,
    };

    public static OperatorForm Of(FieldKind kind, Operator op) => Of(kind).First(o => o.Operator == op);
}
