namespace Crm.Core.Filtering;

/// <summary>Operator and values of one condition, by the field's kind.</summary>
internal sealed class ValueParser(TokenReader tokens, string locale, DateOnly? today)
{
    private const int MostValues = 100;

    // The longest spelling first: "is not empty" before "is not" before "is".
    private static readonly Dictionary<FieldKind, (string[] Words, OperatorForm Form)[]> Spellings = Enum.GetValues<FieldKind>()
        .ToDictionary(
        kind => kind,
        kind => Operators.Of(kind).SelectMany(form => form.Spellings.Select(s => (Words: s.Split(' '), form)))
            .OrderByDescending(s => s.Words.Length).ToArray());

    public FilterNode.Condition Condition(FilterField field)
    {
        var form = Operator(field);
        var values = form.Operand switch
        {
            Operand.None => [],
            Operand.One => [Value(field)],
            Operand.Many => Many(field),
            Operand.Range => Range(field),
            Operand.Days => [Days()],
        };
        var spans = values.OfType<FilterValue.Span>().Any();
        return new FilterNode.Condition(
            field, spans && form.Operator is Filtering.Operator.Is ? Filtering.Operator.Within : form.Operator, values);
    }

    private OperatorForm Operator(FilterField field)
    {
        foreach (var (words, form) in Spellings[field.Kind])
        {
            if (tokens.Take(words))
            {
                return form;
            }
        }

        throw tokens.Wrong(
            $"After “{field.Name}” one of these was expected: "
            + $"{string.Join(", ", Operators.Of(field.Kind).Select(o => o.Spellings[0]))}.");
    }

    private FilterValue Value(FilterField field) => field.Kind switch
    {
        FieldKind.Text => new FilterValue.Text(TextValue(field)),
        FieldKind.Number => NumberValue(field),
        FieldKind.Date or FieldKind.Moment => DateValue(field),
        FieldKind.Select or FieldKind.User or FieldKind.MultiSelect => new FilterValue.Option(OptionValue(field)),
    };

    private FilterValue[] Many(FilterField field)
    {
        tokens.Expect("(", "A list in brackets was expected here: “any of (A, B)”.");
        var values = new List<FilterValue> { Value(field) };
        while (tokens.Take(","))
        {
            values.Add(Value(field));
            if (values.Count > MostValues)
            {
                throw tokens.Wrong($"At most {MostValues} values fit into one list.");
            }
        }

        tokens.Expect(")", "A comma or the closing bracket was expected here.");
        return [.. values];
    }

    private FilterValue[] Range(FilterField field)
    {
        var from = Value(field);
        tokens.Expect("and", field.Kind is FieldKind.Number
            ? "“and” and the upper end were expected here: “between 10 and 20”."
            : "“and” and the last day were expected here: “between 2027-01-01 and 2027-03-31”.");
        return [from, Value(field)];
    }

    private FilterValue.Number Days()
    {
        var number = tokens.Next();
        return int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 36500
            && (tokens.Take("days") || tokens.Take("day"))
            ? new FilterValue.Number(days)
            : throw new FilterSyntaxException(number.Position, "A number of days was expected here: “older than 14 days”.");
    }

    private string TextValue(FilterField field)
    {
        var text = tokens.Current.Kind is TokenKind.Quoted ? tokens.Next().Text : tokens.TakeWords();
        return text.Trim().Length == 0
            ? throw tokens.Wrong($"A text for “{field.Name}” was expected here; “is empty” asks for none.")
            : text.Contains('\0', StringComparison.Ordinal) ? throw tokens.Wrong("This text holds a character that no record can hold.")
            : text;
    }

    private FilterValue.Number NumberValue(FilterField field)
    {
        var (text, length) = tokens.Number();
        if (Numbers.TryParse(text, locale, out var number) && Math.Abs(number) < 1_000_000_000_000_000m)
        {
            tokens.Skip(length);
            return new FilterValue.Number(number);
        }

        throw tokens.Wrong(
            $"A number for “{field.Name}” was expected here, such as 10,000" + (text.Length > 0 ? $", not “{text}”." : "."));
    }

    private FilterValue DateValue(FilterField field)
    {
        if (DateOnly.TryParseExact(tokens.Current.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1900 and <= 2200)
        {
            tokens.Next();
            return new FilterValue.Day(day);
        }

        var culture = Numbers.CultureOf(locale);
        if (tokens.TakeLongest(Written) is { } written)
        {
            return written;
        }

        return tokens.TakeLongest(RelativeSpan.Parse) is { } span
            ? new FilterValue.Span(span)
            : throw tokens.Wrong(
                $"A date for “{field.Name}” was expected here, such as 2027-03-31, today, Monday, in 2 weeks, this quarter or past 30 "
                + "days.");

        FilterValue.Day? Written(string words) => TimeReader.ReadDate(words, culture, today) is { } date ? new FilterValue.Day(date) : null;
    }

    private FieldOption OptionValue(FilterField field)
    {
        if (tokens.TakeLongest(words => field.Options.FirstOrDefault(o => o.Answers(words))) is { } option)
        {
            return option;
        }

        var typed = tokens.Current.Kind is TokenKind.Quoted ? tokens.Current.Text : tokens.Words();
        var nearest = FuzzyMatch.Nearest(typed, field.Options.Select(o => o.Label));
        throw nearest is not null
            ? tokens.Wrong($"“{typed}” isn't a known {field.Name}. Did you mean “{nearest}”?")
            : tokens.Wrong(field.Options.Count == 0
                ? $"“{field.Name}” has nothing to choose from yet; “is empty” and “is not empty” are all that can be asked."
                : $"One of these was expected for “{field.Name}”: {string.Join(", ", field.Options.Take(20).Select(o => o.Label))}.");
    }
}
