using System.Globalization;
using Crm.Core.Access;

namespace Crm.Core.Filtering;

/// <summary>Operator and values of one condition, by the field's kind.</summary>
internal sealed class ValueParser(TokenReader tokens, string locale)
{
    public FilterNode Condition(FilterField field)
    {
        if (tokens.Take("is", "empty"))
        {
            return new FilterNode.Condition(field, Operator.IsEmpty, []);
        }

        if (tokens.Take("is", "not", "empty"))
        {
            return new FilterNode.Condition(field, Operator.IsNotEmpty, []);
        }

        return field.Kind switch
        {
            FieldKind.Text => Text(field),
            FieldKind.Number => Number(field),
            FieldKind.Date or FieldKind.Moment => Date(field),
            FieldKind.Select or FieldKind.User => Option(field),
            _ => throw new InvalidOperationException($"No operators for {field.Kind}."),
        };
    }

    private FilterNode.Condition Text(FilterField field)
    {
        var op = Operators(
            field, (Operator.AnyOf, ["is", "any", "of"]), (Operator.NoneOf, ["is", "none", "of"]), (Operator.IsNot, ["is", "not"]), (Operator.IsNot, ["!="]),
            (Operator.Is, ["is"]), (Operator.Is, ["="]), (Operator.DoesNotContain, ["does", "not", "contain"]), (Operator.Contains, ["contains"]),
            (Operator.StartsWith, ["starts", "with"]), (Operator.EndsWith, ["ends", "with"]));
        return new FilterNode.Condition(field, op, Values(op, () => new FilterValue.Text(TextValue(field))));
    }

    private FilterNode.Condition Number(FilterField field)
    {
        var op = Operators(
            field, (Operator.GreaterOrEqual, [">="]), (Operator.LessOrEqual, ["<="]), (Operator.Greater, [">"]), (Operator.Less, ["<"]),
            (Operator.IsNot, ["!="]), (Operator.IsNot, ["is", "not"]), (Operator.Is, ["="]), (Operator.Is, ["is"]), (Operator.Between, ["between"]));
        if (op is not Operator.Between)
        {
            return new FilterNode.Condition(field, op, [NumberValue(field)]);
        }

        var from = NumberValue(field);
        tokens.Expect("and", "“and” and the upper end were expected here: “between 10 and 20”.");
        return new FilterNode.Condition(field, op, [from, NumberValue(field)]);
    }

    private FilterNode.Condition Date(FilterField field)
    {
        if (tokens.Take("older", "than"))
        {
            var number = tokens.Next();
            if (!int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days > 36500 || !(tokens.Take("days") || tokens.Take("day")))
            {
                throw new FilterSyntaxException(number.Position, "A number of days was expected here: “older than 14 days”.");
            }

            return new FilterNode.Condition(field, Operator.OlderThan, [new FilterValue.Number(days)]);
        }

        var op = Operators(
            field, (Operator.Less, ["before"]), (Operator.Less, ["is", "before"]), (Operator.Greater, ["after"]), (Operator.Greater, ["is", "after"]),
            (Operator.GreaterOrEqual, [">="]), (Operator.LessOrEqual, ["<="]), (Operator.Greater, [">"]), (Operator.Less, ["<"]),
            (Operator.Between, ["between"]), (Operator.Within, ["is", "within"]), (Operator.Within, ["within"]), (Operator.Is, ["is", "on"]),
            (Operator.Is, ["on"]), (Operator.Is, ["is"]), (Operator.Is, ["="]));
        var first = DateValue(field);
        if (op is Operator.Between)
        {
            tokens.Expect("and", "“and” and the last day were expected here: “between 2027-01-01 and 2027-03-31”.");
            return new FilterNode.Condition(field, op, [first, DateValue(field)]);
        }

        return new FilterNode.Condition(field, first is FilterValue.Span && op is Operator.Is ? Operator.Within : op, [first]);
    }

    private FilterNode.Condition Option(FilterField field)
    {
        var op = Operators(
            field, (Operator.AnyOf, ["is", "any", "of"]), (Operator.NoneOf, ["is", "none", "of"]), (Operator.IsNot, ["is", "not"]), (Operator.IsNot, ["!="]),
            (Operator.Is, ["is"]), (Operator.Is, ["="]));
        return new FilterNode.Condition(field, op, Values(op, () => new FilterValue.Option(OptionValue(field))));
    }

    private Operator Operators(FilterField field, params (Operator Operator, string[] Words)[] choices)
    {
        foreach (var (op, words) in choices)
        {
            if (tokens.Take(words))
            {
                return op;
            }
        }

        throw tokens.Wrong($"After “{field.Name}” one of these was expected: {string.Join(", ", choices.Select(c => string.Join(' ', c.Words)).Distinct())}, is empty.");
    }

    private FilterValue[] Values(Operator op, Func<FilterValue> one)
    {
        if (op is not (Operator.AnyOf or Operator.NoneOf))
        {
            return [one()];
        }

        tokens.Expect("(", "A list in brackets was expected here: “any of (A, B)”.");
        var values = new List<FilterValue> { one() };
        while (tokens.Take(","))
        {
            values.Add(one());
        }

        tokens.Expect(")", "A comma or the closing bracket was expected here.");
        return [.. values];
    }

    private string TextValue(FilterField field)
    {
        if (tokens.Current.Kind is TokenKind.Quoted)
        {
            return tokens.Next().Text;
        }

        var words = tokens.TakeWords();
        return words.Length > 0 ? words : throw tokens.Wrong($"A text for “{field.Name}” was expected here.");
    }

    private FilterValue.Number NumberValue(FilterField field)
    {
        var token = tokens.Current;
        if (Numbers.TryParse(token.Text, locale, out var number) && Math.Abs(number) < 1_000_000_000_000_000m)
        {
            tokens.Next();
            return new FilterValue.Number(number);
        }

        throw tokens.Wrong($"A number for “{field.Name}” was expected here, such as 10,000" + (token.Text.Length > 0 ? $", not “{token.Text}”." : "."));
    }

    private FilterValue DateValue(FilterField field)
    {
        if (DateOnly.TryParseExact(tokens.Current.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            tokens.Next();
            return new FilterValue.Day(day);
        }

        return tokens.TakeLongest(RelativeSpan.Parse) is { } span
            ? new FilterValue.Span(span)
            : throw tokens.Wrong($"A date for “{field.Name}” was expected here, such as 2027-03-31, today, this quarter or past 30 days.");
    }

    private FieldOption OptionValue(FilterField field)
    {
        if (tokens.TakeLongest(words => field.Options.FirstOrDefault(o => o.Label.Equals(words, StringComparison.OrdinalIgnoreCase))) is { } option)
        {
            return option;
        }

        var typed = tokens.Current.Text;
        var nearest = field.Options.MinBy(o => Spelling.Distance(o.Label, typed));
        throw nearest is not null && typed.Length > 0 && Spelling.Distance(nearest.Label, typed) <= 2
            ? tokens.Wrong($"“{typed}” is no {field.Name}. Did you mean “{nearest.Label}”?")
            : tokens.Wrong($"One of these was expected for “{field.Name}”: {string.Join(", ", field.Options.Take(20).Select(o => o.Label))}.");
    }
}
