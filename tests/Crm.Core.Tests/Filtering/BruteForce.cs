namespace Crm.Core.Tests.Filtering;

/// <summary>
/// The filter language a second time, on rows in memory and by other means: moments become the reader's calendar days instead of days
/// becoming moments, negation is C#'s, nothing is pushed down or composed.
/// </summary>
/// <param name="read">
/// What a field holds in a row: string, decimal, DateOnly, DateTimeOffset, an option's value, or a set of labels.
/// </param>
/// <param name="order">What a field sorts by; null for empty.</param>
/// <param name="fold">Without case and accents, as the database folds.</param>
internal sealed class BruteForce<T>(
    Func<string, T, object?> read, Func<string, T, IComparable?> order, Func<T, Guid> id, Func<string, string> fold, FilterClock clock)
{
    public bool Fits(FilterNode? node, T row) => node switch
    {
        null => true,
        FilterNode.All all => all.Nodes.All(n => Fits(n, row)),
        FilterNode.Any any => any.Nodes.Any(n => Fits(n, row)),
        FilterNode.Not not => !Fits(not.Node, row),
        FilterNode.Condition c => Holds(c, read(c.Field.Name, row)),
        _ => throw new InvalidOperationException(),
    };

    public List<T> InOrder(IEnumerable<T> rows, IReadOnlyList<Crm.Core.Filtering.SortKey> keys)
    {
        var sorted = rows.ToList();
        sorted.Sort((a, b) =>
        {
            foreach (var key in keys)
            {
                var (x, y) = (order(key.Field.Name, a), order(key.Field.Name, b));
                if (x is null != y is null)
                {
                    return x is null == key.EmptyFirst ? -1 : 1;
                }

                var compared = x is string text ? string.CompareOrdinal(text, (string)y!) : x?.CompareTo(y) ?? 0;
                if (compared != 0)
                {
                    return key.Descending ? -compared : compared;
                }
            }

            var byId = string.CompareOrdinal(id(a).ToString(), id(b).ToString());
            return keys[0].Descending ? -byId : byId;
        });
        return sorted;
    }

    private bool Holds(FilterNode.Condition c, object? value)
    {
        if (value is PersonName person)
        {
            // One word at the beginning of a name is looked for where names are sorted: at the last name.
            var isSorted = c.Operator is Operator.StartsWith && !Text(c).Contains(' ', StringComparison.Ordinal);
            return c.Operator is Operator.IsNot or Operator.NoneOf or Operator.DoesNotContain
                ? Holds(c, person.Sorted) && Holds(c, person.Shown)
                : Holds(c, person.Sorted) || (!isSorted && Holds(c, person.Shown));
        }

        var isEmpty = value is null or IReadOnlySet<string> { Count: 0 };
        return c.Operator switch
        {
            Operator.IsEmpty => isEmpty,
            Operator.IsNotEmpty => !isEmpty,
            Operator.IsNot or Operator.NoneOf => isEmpty || !c.Values.Any(v => Equals(c.Field, value!, v)),
            Operator.DoesNotContain => isEmpty || !((string)value!).Contains(fold(Text(c)), StringComparison.Ordinal),
            _ => !isEmpty && Positive(c, value!),
        };
    }

    private bool Positive(FilterNode.Condition c, object value) => c.Operator switch
    {
        Operator.Is or Operator.AnyOf => c.Values.Any(v => Equals(c.Field, value, v)),
        Operator.AllOf => c.Values.All(v => Equals(c.Field, value, v)),
        Operator.Exactly => ((IReadOnlySet<string>)value).SetEquals(c.Values.Select(v => ((FilterValue.Option)v).Value.Label)),
        Operator.Contains => ((string)value).Contains(fold(Text(c)), StringComparison.Ordinal),
        Operator.StartsWith => ((string)value).StartsWith(fold(Text(c)), StringComparison.Ordinal),
        Operator.EndsWith => ((string)value).EndsWith(fold(Text(c)), StringComparison.Ordinal),
        Operator.OlderThan when value is DateTimeOffset moment => moment < clock.Now.AddDays(-Days(c)),
        Operator.OlderThan => (DateOnly)value < clock.Today.AddDays(-Days(c)),
        Operator.Within => Compare(value, c.Values[0]) == 0,
        Operator.Greater => Compare(value, c.Values[0]) > 0,
        Operator.GreaterOrEqual => Compare(value, c.Values[0]) >= 0,
        Operator.Less => Compare(value, c.Values[0]) < 0,
        Operator.LessOrEqual => Compare(value, c.Values[0]) <= 0,
        Operator.Between => Compare(value, c.Values[0]) >= 0 && Compare(value, c.Values[1]) <= 0,
        Operator.IsEmpty or Operator.IsNotEmpty or Operator.IsNot or Operator.NoneOf or Operator.DoesNotContain =>
            throw new InvalidOperationException($"{c.Operator} asks for what is not there."),
    };

    private bool Equals(FilterField field, object value, FilterValue wanted) => wanted switch
    {
        FilterValue.Text text when field.IsMeantByItsEnd => ((string)value).EndsWith(Compared(field, text.Value), StringComparison.Ordinal),
        FilterValue.Text text => (string)value == fold(Compared(field, text.Value)),
        FilterValue.Option option => value is IReadOnlySet<string> labels
            ? labels.Contains(option.Value.Label)
            : value.Equals(option.Value.Value),
        _ => Compare(value, wanted) == 0,
    };

    /// <summary>Before (-1), in (0) or after (1) the number, the day or the span.</summary>
    private int Compare(object value, FilterValue wanted)
    {
        if (wanted is FilterValue.Number number)
        {
            return Math.Sign(((decimal)value).CompareTo(number.Value));
        }

        var day = value is DateTimeOffset moment ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, clock.Zone).DateTime)
            : (DateOnly)value;
        var (first, last) = wanted is FilterValue.Day one ? (one.Value, one.Value) : Span(((FilterValue.Span)wanted).Value.Words);
        return day < first ? -1 : day > last ? 1 : 0;
    }

    /// <summary>First and last day of a span, found by walking the calendar.</summary>
    private (DateOnly First, DateOnly Last) Span(string words)
    {
        var today = clock.Today;
        var parts = words.Split(' ');
        if (parts is ["past", _, _] || (parts is ["next", _, "days" or "day"]))
        {
            var days = int.Parse(parts[1], CultureInfo.InvariantCulture) - 1;
            return parts[0] == "past" ? (today.AddDays(-days), today) : (today, today.AddDays(days));
        }

        if (parts.Length == 1)
        {
            var day = words switch { "today" => today, "yesterday" => today.AddDays(-1), _ => today.AddDays(1) };
            return (day, day);
        }

        var steps = parts[0] switch { "last" => -1, "next" => 1, _ => 0 };
        var inside = parts[1] switch
        {
            "week" => today.AddDays(7 * steps),
            "month" => new DateOnly(today.Year, today.Month, 1).AddMonths(steps),
            "quarter" => new DateOnly(today.Year, today.Month, 1).AddMonths(3 * steps),
            _ => new DateOnly(today.Year, 6, 1).AddYears(steps),
        };
        var (first, last) = (inside, inside);
        while (IsSame(parts[1], first.AddDays(-1), inside))
        {
            first = first.AddDays(-1);
        }

        while (IsSame(parts[1], last.AddDays(1), inside))
        {
            last = last.AddDays(1);
        }

        return (first, last);
    }

    private bool IsSame(string unit, DateOnly a, DateOnly b) => unit switch
    {
        "week" => WeekStart(a) == WeekStart(b),
        "month" => (a.Year, a.Month) == (b.Year, b.Month),
        "quarter" => (a.Year, (a.Month - 1) / 3) == (b.Year, (b.Month - 1) / 3),
        _ => a.Year == b.Year,
    };

    private DateOnly WeekStart(DateOnly day)
    {
        while (day.DayOfWeek != clock.Culture.DateTimeFormat.FirstDayOfWeek)
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    private static string Text(FilterNode.Condition c) => Compared(c.Field, ((FilterValue.Text)c.Values[0]).Value);

    private static string Compared(FilterField field, string typed) => field.Normalised?.Invoke(typed) ?? typed;

    private static int Days(FilterNode.Condition c) => (int)((FilterValue.Number)c.Values[0]).Value;
}
