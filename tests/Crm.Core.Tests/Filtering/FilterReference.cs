using System.Text;

namespace Crm.Core.Tests.Filtering;

/// <summary>Writes docs/filter-language.md from the registry. Every example on the page has been read by the parser.</summary>
internal sealed class FilterReference(StringBuilder page)
{
    private static readonly (FieldKind[] Kinds, string Title)[] Sections =
    [
        ([FieldKind.Text], "Text"), ([FieldKind.Number], "Numbers and money"),
        ([FieldKind.Date, FieldKind.Moment], "Days (date) and points in time (moment)"),
        ([FieldKind.Select, FieldKind.User], "One of several (select), a person (user)"),
        ([FieldKind.MultiSelect], "Several of several (multi-select)"),
    ];

    public void Kinds<T>(FieldCatalog<T> catalog)
    {
        foreach (var (kinds, title) in Sections)
        {
            var field = catalog.Fields.First(f => f.Kind == kinds[0]);
            Line($"### {title}").Line().Line("| operator | also written | true where | example |").Line("|---|---|---|---|");
            foreach (var form in Operators.Of(kinds[0]))
            {
                Row(Code(form.Spellings[0]), Codes(form.Spellings.Skip(1)), form.Meaning, Code(Read(Example(field, form), catalog)));
            }

            Line();
        }
    }

    public void Fields<T>(FieldCatalog<T> catalog)
    {
        Line($"### {CultureInfo.InvariantCulture.TextInfo.ToTitleCase(catalog.Entity)}").Line();
        Line($"Without an order: by {catalog.DefaultSort.Name}{(catalog.DefaultDescending ? ", newest first" : "")}."
            + $"{(catalog.Total is { } total ? $" Groups add up {total.Name}." : "")}").Line();
        Line("| field | also | kind | group by | example |").Line("|---|---|---|---|---|");
        var seen = new Dictionary<FieldKind, int>();
        foreach (var field in catalog.Fields)
        {
            // Another operator each time, so that the examples of a table show all of them.
            var forms = Operators.Of(field.Kind);
            var turn = seen[field.Kind] = seen.GetValueOrDefault(field.Kind, -1) + 1;
            Row(field.Name, string.Join(", ", field.Aliases), KindOf(field), field.CanGroup ? "yes" : "",
                Code(Read(Example(field, forms[turn % forms.Count]), catalog)));
        }

        foreach (var numbered in catalog.Numbered)
        {
            Row($"{numbered.Before} N {numbered.After}", "", "number", "",
                Code(Read($"{numbered.Before} 30 {numbered.After} >= 5", catalog)));
        }

        Line();
    }

    public void Examples<T>(FieldCatalog<T> catalog, params IReadOnlyList<string> texts)
    {
        Line("```");
        foreach (var text in texts)
        {
            Line(Read(text, catalog));
        }

        Line("```").Line();
    }

    public void Errors<T>(FieldCatalog<T> catalog, params IReadOnlyList<string> texts)
    {
        Line("| text | place | answer |").Line("|---|---|---|");
        foreach (var text in texts)
        {
            var error = FilterParser<T>.Parse(text, catalog).Error ?? throw new InvalidOperationException($"'{text}' isn't an error.");
            Row(Code(text), error.Position.ToString(CultureInfo.InvariantCulture), error.Message);
        }

        Line();
    }

    public FilterReference Line(string text = "")
    {
        page.Append(text).Append('\n');
        return this;
    }

    private void Row(params IReadOnlyList<string> cells) =>
        Line($"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |");

    /// <summary>The text itself, once the parser has read it and read what it prints.</summary>
    private static string Read<T>(string text, FieldCatalog<T> catalog)
    {
        var (query, error) = FilterParser<T>.Parse(text, catalog);
        var printed = query is null ? throw new InvalidOperationException($"'{text}': {error!.Message}") : FilterPrinter.Print(query);
        return FilterParser<T>.Parse(printed, catalog).Error is { } broken
            ? throw new InvalidOperationException($"'{printed}': {broken.Message}")
            : text;
    }

    private static string Example(FilterField field, OperatorForm form)
    {
        var values = Values(field, form.Operator);
        var right = form.Operand switch
        {
            Operand.None => "",
            Operand.One => " " + values[0],
            Operand.Many => $" ({string.Join(", ", values)})",
            Operand.Range => $" {values[0]} and {values[^1]}",
            Operand.Days => " 14 days",
        };
        return $"{(field.Name.Split(' ').Any(Operators.Words.Contains) ? $"\"{field.Name}\"" : field.Name)} {form.Spellings[0]}{right}";
    }

    private static string[] Values(FilterField field, Operator op) => field.Kind switch
    {
        FieldKind.Text => field.Name switch
        {
            "email" => ["clara@litware.example", "joe@litware.example"],
            "domain" => ["litware.example", "contoso.example"],
            "company industry" or "industry" => ["Food", "Technology"],
            "phone" or "mobile" => ["7946", "\"+44 20 7946 0123\""],
            _ => ["Müller", "\"Litware and Sons\""],
        },
        FieldKind.Number => field.Name is "probability" ? ["0.25", "0.75"] : ["10", "20,000"],
        FieldKind.Date or FieldKind.Moment => op is Operator.Within ? ["this quarter"] : ["2027-01-01", "2027-03-31"],
        FieldKind.User => ["me", "\"Ann Miller\""],

        // The names of countries come from the machine; their codes do not.
        FieldKind.Select when field.Name.Contains("country", StringComparison.Ordinal) => ["DE", "SE"],
        FieldKind.Select when field.Name is "currency" => ["EUR", "SEK"],
        _ => [.. field.Options.Select(o => o.Label.Contains(' ', StringComparison.Ordinal) ? $"\"{o.Label}\"" : o.Label).Take(2)],
    };

    private static string KindOf(FilterField field) => field.Kind switch
    {
        FieldKind.MultiSelect => "multi-select",
        FieldKind.Select when field.Options.Count is > 0 and <= 12 && !field.Name.Contains("stage", StringComparison.Ordinal) =>
            "select: " + string.Join(", ", field.Options.Select(o => o.Label)),
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static string Code(string text) => $"`{text}`";

    private static string Codes(IEnumerable<string> texts) => string.Join(", ", texts.Select(Code));
}
