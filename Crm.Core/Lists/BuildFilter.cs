using Crm.Core.Catalogs;

namespace Crm.Core.Lists;

/// <summary>
/// A list's conditions as inputs: field, comparison, value. Pressed again, it counts what they would show; at last it shows the list.
/// </summary>
/// <param name="Filter">The filter as text, while nothing was typed yet.</param>
/// <param name="Seen">The filter to go back to.</param>
/// <param name="Rows">What stands in the inputs, by row.</param>
/// <param name="Rest">Conditions that aren't a row: alternatives, more than fit.</param>
/// <param name="Order">"value desc".</param>
/// <param name="Show">On to the list, if every condition is understood.</param>
public sealed record BuildFilter(
    RecordKind Kind, string? Filter = null, string? Seen = null, Dictionary<string, FilterRow>? Rows = null, string? Rest = null,
    string? Order = null, bool Show = false) : ICardRequest
{
    public static string Verb => "filter.build";
}

/// <summary>One condition as it was typed. Several options stand in the value as <see cref="ManyChoices"/> has them.</summary>
public sealed record FilterRow(string? Field = null, string? Is = null, string? Value = null);

/// <param name="Rows">The conditions, and one more to fill in while there is room.</param>
/// <param name="Filter">All of it as text; null while something is not understood.</param>
/// <param name="Total">How many rows it shows.</param>
/// <param name="Why">What is wrong, by input: rows.0.value, rest.</param>
public sealed record BuiltFilter(BuildFilter Asked, string Entity, IReadOnlyList<BuiltRow> Rows, string? Rest, string? Order,
    IReadOnlyList<Choice> Fields, string? Filter, Count? Total, Refusal? Why);

/// <param name="Comparisons">Those of the field's kind.</param>
/// <param name="Options">What can be chosen as value; none where it is typed.</param>
public sealed record BuiltRow(FilterRow Typed, IReadOnlyList<Choice> Comparisons, IReadOnlyList<Choice> Options);

public sealed class BuildFilterHandler(FilterCounts counts, FieldSource fields, CurrentUser reader)
{
    /// <summary>Every row carries the names of all fields, and a card 25 KB.</summary>
    public const int MostRows = 5;

    private const int MostFields = 40;
    private const int MostOptions = 20;

    public async Task<Result<BuiltFilter>> HandleAsync(BuildFilter build, CancellationToken ct) => build.Kind switch
    {
        RecordKind.Company => await FormAsync(build, await fields.CompaniesAsync(ct), ct),
        RecordKind.Contact => await FormAsync(build, await fields.ContactsAsync(ct), ct),
        RecordKind.Deal => await FormAsync(build, await fields.DealsAsync(ct), ct),
        RecordKind.Activity => await FormAsync(build, await fields.ActivitiesAsync(ct), ct),
    };

    private async Task<BuiltFilter> FormAsync<T>(BuildFilter build, FieldCatalog<T> catalog, CancellationToken ct)
    {
        build = build with { Seen = build.Seen ?? build.Filter ?? "" };
        var (typed, rest, order) = build.Rows is { } rows ? (Kept(rows), build.Rest, build.Order) : Taken(build.Filter, catalog);
        var check = new InputReader(reader.Locale);
        var conditions = typed.Select((row, i) => Condition(check, i, row, catalog)).OfType<string>().ToList();
        if (!string.IsNullOrWhiteSpace(rest))
        {
            conditions.Add(Understood(check, "rest", rest.Trim(), catalog) is { } parsed
                ? $"({FilterPrinter.Print(parsed.Filter!, inner: false)})"
                : rest);
        }

        var text = (string.Join(" and ", conditions) + (string.IsNullOrWhiteSpace(order) ? "" : $" order by {order.Trim()}")).Trim();
        var counted = check.Refusal is null ? await counts.CountAsync(build.Kind, text, ct) : null;
        var seen = counted is { Refusal: null } ? counted.Value : null;
        var shown = typed.Count < MostRows ? typed.Append(new FilterRow()) : typed;
        return new BuiltFilter(
            build, catalog.Entity, [.. shown.Select(row => Row(row, catalog))], rest, order,
            [.. Offered(catalog).Select(f => new Choice(char.ToUpperInvariant(f.Name[0]) + f.Name[1..], f.Name))],
            seen?.Filter, seen?.Rows, check.Refusal ?? Elsewhere(counted?.Refusal));
    }

    /// <summary>Rows without a field are empty or were taken away.</summary>
    private static List<FilterRow> Kept(Dictionary<string, FilterRow> rows) =>
        [.. rows.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value)
            .Where(r => !string.IsNullOrEmpty(r.Field) && r.Field != FilterBuilder.None).Take(MostRows)];

    private static IEnumerable<FilterField> Offered<T>(FieldCatalog<T> catalog) => catalog.Fields.Take(MostFields);

    private (List<FilterRow> Rows, string? Further, string? Order) Taken<T>(string? filter, FieldCatalog<T> catalog)
    {
        if (FilterParser<T>.Parse(filter, catalog).Query is not { } query)
        {
            return ([], filter, null);
        }

        var (rows, rest) = (new List<FilterRow>(), new List<FilterNode>());
        foreach (var node in ListRecords.Conjuncts(query.Filter))
        {
            if (rows.Count < MostRows - 1 && node is FilterNode.Condition condition && Offered(catalog).Contains(condition.Field)
                && AsRow(condition) is { } row)
            {
                rows.Add(row);
            }
            else
            {
                rest.Add(node);
            }
        }

        return (rows, rest.Count == 0 ? null : string.Join(" and ", rest.Select(n => FilterPrinter.Print(n, inner: rest.Count > 1))),
            query.Sort.Count == 0 ? null : FilterPrinter.Print(query.Sort));
    }

    /// <returns>Null for what fits no row: several texts.</returns>
    private FilterRow? AsRow(FilterNode.Condition c)
    {
        var op = (c.Field.Kind, c.Operator) switch
        {
            (FieldKind.Select or FieldKind.User, Operator.AnyOf) => Operator.Is,
            (FieldKind.Select or FieldKind.User, Operator.NoneOf) => Operator.IsNot,
            var (_, same) => same,
        };
        var form = Operators.Of(c.Field.Kind, op);
        return form.Operand is Operand.Many && c.Field.Kind is FieldKind.Text ? null
            : new FilterRow(c.Field.Name, form.Spellings[0], c.Values.Count == 0 ? null : c.Values[0] is FilterValue.Option
                ? ManyChoices.Join(c.Values.Select(v => ((FilterValue.Option)v).Value.Label))
                : string.Join(" and ", c.Values.Select(Say)));
    }

    private string Say(FilterValue value) => value.Say(
        text => text, number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        day => WrittenDay.Of(day, Numbers.CultureOf(reader.Locale)));

    private static BuiltRow Row<T>(FilterRow row, FieldCatalog<T> catalog)
    {
        var field = row.Field is null ? null : catalog.Find(row.Field);
        IReadOnlyList<string> comparisons = field is null
            ? ["is", "is not", "contains", ">", ">=", "<", "<=", "before", "after", "within", "older than", "is empty", "is not empty"]
            : [.. Operators.Of(field.Kind).Where(o => o.Operand is not Operand.Many || field.Kind is FieldKind.MultiSelect)
                .Select(o => o.Spellings[0])];
        var options = field is { Kind: FieldKind.Select or FieldKind.User or FieldKind.MultiSelect }
            ? field.Options.Select(o => o.Label).Distinct().ToList()
            : [];
        var known = comparisons.Contains(row.Is) ? row : row with { Is = field is null ? row.Is : Nearest(field, row.Is) };
        return new BuiltRow(
            known, [.. comparisons.Select(c => new Choice(c, c))],
            options.Count > MostOptions
                ? []
                : [.. (field!?.Kind is FieldKind.User ? options.OrderByDescending(o => o == "me") : options.AsEnumerable())
                    .Select(o => new Choice(o, ManyChoices.Encode(o)))]);
    }

    /// <summary>A comparison that the field's kind does not have, by its other spelling or the usual one.</summary>
    private static string Nearest(FilterField field, string? spelling) =>
        (Operators.Of(field.Kind).FirstOrDefault(o => o.Spellings.Contains(spelling ?? "", StringComparer.OrdinalIgnoreCase))
            ?? Operators.Of(field.Kind)[0]).Spellings[0];

    private string? Condition<T>(InputReader check, int i, FilterRow row, FieldCatalog<T> catalog)
    {
        var place = $"rows.{i}.value";
        if (catalog.Find(row.Field!) is not { } field)
        {
            check.Fail($"rows.{i}.field", $"There is no field “{row.Field}”.");
            return null;
        }

        var form = Operators.Of(field.Kind).First(o => o.Spellings[0] == Nearest(field, row.Is));
        var value = row.Value?.Trim() ?? "";
        if (form.Operand is not Operand.None && value.Length == 0)
        {
            check.Fail(place, $"“{field.Name} {form.Spellings[0]}” needs a value.");
            return null;
        }

        var text = $"{FilterPrinter.NameOf(field)} {Compared(field, form, value)}";
        return Understood(check, place, text, catalog) is { } parsed ? FilterPrinter.Print(parsed.Filter!, inner: false) : null;
    }

    private static string Compared(FilterField field, OperatorForm form, string value)
    {
        if (field.Kind is FieldKind.Select or FieldKind.User or FieldKind.MultiSelect && form.Operand is not Operand.None)
        {
            var labels = ManyChoices.Split(value)
                .Select(v => FilterPrinter.Quoted(field.Options.Any(o => o.Answers(v)) ? v : ManyChoices.Decode(v))).ToList();
            var many = form.Operand is Operand.Many ? form
                : labels.Count == 1 ? null : Operators.Of(field.Kind, form.Operator is Operator.IsNot ? Operator.NoneOf : Operator.AnyOf);
            return many is null ? $"{form.Spellings[0]} {labels[0]}" : $"{many.Spellings[0]} ({string.Join(", ", labels)})";
        }

        return form.Operand switch
        {
            Operand.None => form.Spellings[0],
            Operand.Days when value.All(char.IsAsciiDigit) => $"{form.Spellings[0]} {value} days",
            _ when field.Kind is FieldKind.Text => $"{form.Spellings[0]} {FilterPrinter.Quoted(value)}",
            _ => $"{form.Spellings[0]} {value}",
        };
    }

    private FilterQuery? Understood<T>(InputReader check, string place, string text, FieldCatalog<T> catalog)
    {
        var (query, error) = FilterParser<T>.Parse(text, catalog, reader.Locale);
        if (query is { Filter: not null, GroupBy: null, Sort.Count: 0 })
        {
            return query;
        }

        check.Fail(place, error?.Message ?? "Only conditions belong here.");
        return null;
    }

    private static Refusal? Elsewhere(Refusal? list) => list is null
        ? null
        : Refusal.Invalid(new FieldError("order", list.For("filter") ?? list.Message));
}
