using System.Text;

namespace Crm.Core.Tests.Filtering;

public sealed class FilterReferenceTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 10, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_reference_page_says_what_the_registry_knows() => Approved.IsPage(Page(), "docs/filter-language.md");

    [Theory]
    [InlineData("past 0 days", false)]
    [InlineData("past 1 day", true)]
    [InlineData("next 3650 days", true)]
    [InlineData("next 3651 days", false)]
    [InlineData("this  Quarter", true)]
    [InlineData("this day", false)]
    public void Spans_are_those_of_the_page(string words, bool isSpan) => Assert.Equal(isSpan, RelativeSpan.Parse(words) is not null);

    private static string Page()
    {
        var page = new StringBuilder();
        var reference = new FilterReference(page);
        var context = Context("deal");
        var deals = DealFields.Catalog(context);
        reference.Line("# The filter language").Line()
            .Line("Generated from the registry by `FilterReferenceTests`; every example here was read by the parser. After a change run "
            + "the test, compare")
            .Line("`filter-language.received.md` with this page and rename it.").Line()
            .Line("Bot, pane, API, saved views and export speak one language. A filter is conditions joined by `and`, `or`, `not` and "
            + "brackets, then perhaps")
            .Line("`group by` a field and `order by` up to three:").Line();
        reference.Examples(
            deals,
            "stage is Proposal and value > 10,000", "expected close within this quarter or last contact older than 14 days",
            "owner is me and not (priority is Low or value is empty)",
            "company industry is any of (Food, Technology) and next meeting is empty",
            "status is Open group by stage order by value desc nulls first, title");
        reference
            .Line("- `and` binds more tightly than `or`; brackets and `not` say otherwise.")
            .Line("- Words need no quotes unless they hold an operator's word, a comma or a bracket: `title contains \"this and that\"`. "
            + "A quote inside quotes is written twice.")
            .Line("- A condition is true or false, never unknown: `is not`, `does not contain`, none of and every `not` include records "
            + "where nothing stands.")
            .Line("- Text is compared without case and accents (`muller` finds Müller); e-mail addresses and domains without case only.")
            .Line("- A contact's name is asked as people write it and as it is sorted: `Ann Miller` and `Miller Ann` find the same. Of "
            + "one word, `starts with` means the last name.")
            .Line("- Numbers are read as the reader's locale writes them, and printed as 10,000.5. Days are the reader's days, weeks "
            + "begin where theirs do.")
            .Line("- Empty values come last in both directions, unless `nulls first` is said. Equal rows are ordered by id.").Line()
            .Line("## Operators").Line();
        reference.Kinds(deals);
        reference.Line("## Spans").Line()
            .Line($"Where a day can stand, a span can: {string.Join(", ", RelativeSpan.Named)}, and `past N days` (the last is today) "
            + "and `next N days` (the first is today), N up to "
            + $"{N(RelativeSpan.MostDays)}. A day may also be said in words, in English, German or French: Monday, in 3 days, 2 weeks "
            + "ago, 15 Dec 2026, heute.")
            .Line("`is` a span means within it, `before` before its first day, `after` after its last. Days are written 2027-03-31.").Line()
            .Line("## Fields").Line()
            .Line("Stages, people and custom fields are the tenant's own; a custom field is written by its label or its name. A person "
            + "is a name, an address or `me`.")
            .Line("What the page calls moment also takes days. Everything but a multi-select can be sorted by.").Line();
        reference.Fields(CompanyFields.Catalog(Context("none")));
        reference.Fields(ContactFields.Catalog(Context("none")));
        reference.Fields(DealFields.Catalog(Context("none")));
        reference.Fields(ActivityFields.Catalog(Context("none")));
        reference.Line("### Custom fields").Line()
            .Line("A deal's, by type: "
                + string.Join(", ", context.Choices.CustomFieldsOf("deal")
                    .Select(f => $"{f.FieldType.ToString().ToLowerInvariant()} `{f.Label}`")) + ".").Line();
        reference.Examples(
            deals, "seats between 10 and 50 and renewal within next quarter",
            "tags has all of (Red, Green) and vip is yes order by seats desc",
            "note starts with urgent or site is empty or tier is none of (Gold)");
        reference.Line("## The JSON form").Line()
            .Line("Text that begins with a brace. A node is `{\"all\": [nodes]}`, `{\"any\": [nodes]}`, `{\"not\": node}` or a condition "
            + "with `field`, `op` (any spelling above)")
            .Line("and `value` or `values`; alone, or as `where` beside `groupBy` and `orderBy`. The same rules hold.").Line();
        reference.Examples(
            deals,
            """{"field": "value", "op": "between", "values": [10, 20000]}""",
            """{"where": {"all": [{"field": "stage", "op": "is any of", "values": ["Proposal"]}, """
                + """{"not": {"field": "owner", "op": "is", "value": "me"}}]}, "groupBy": "stage","""
                + """ "orderBy": [{"field": "value", "desc": true, "nullsFirst": true}]}""");
        reference.Line("## Limits").Line()
            .Line("| what | at most |").Line("|---|---|")
            .Line($"| depth of brackets and `not` | {N(FilterNode.MaxDepth)} |").Line($"| conditions | {N(FilterNode.MaxConditions)} |")
            .Line($"| characters | {N(FilterParser<Deal>.MaxLength)} |").Line($"| sort keys | {N(FilterQuery.MaxSortKeys)} |")
            .Line($"| rows on a page | {N(ListRecords.MostRows)} |")
            .Line($"| counted exactly (more is a lower bound, \"10,000+\") | {N(ListRecords.CountCap)} |").Line()
            .Line("## Errors").Line()
            .Line("An error names the place (characters from the beginning; a path in the JSON form), what was expected there, and the "
            + "nearest field or value.").Line();
        reference.Errors(
            deals,
            "stge is Proposal", "stage is Propsal", "value > lots", "value between 10", "value like 3", "expected close within 30 days",
            "stage is any of Proposal", "title contains",
            "(stage is Proposal", "order by value, title, stage, status", "group by value", "not not not not title is empty",
            """{"all": [{"field": "stge", "op": "is", "value": "Proposal"}]}""");
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static string N(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static FieldContext Context(string entityWithCustomFields)
    {
        CustomFieldDefinition Field(string name, CustomFieldType type, params string[] choices) =>
            CustomFieldDefinition.Named(entityWithCustomFields, name, name, type, choices, 0, Now);
        var people = new FieldOption[] { new("Ann Miller", Guid.Empty) };
        var choices = new TenantChoices(
            1, new byte[32], [.. DefaultPipeline.Stages(Now)], people,
            [
                Field("seats", CustomFieldType.Number), Field("renewal", CustomFieldType.Date), Field("vip", CustomFieldType.Boolean),
                Field("tier", CustomFieldType.Select, "Gold", "Silver"),
                Field("tags", CustomFieldType.MultiSelect, "Red", "Green"), Field("note", CustomFieldType.Text),
                Field("site", CustomFieldType.Url),
            ]);
        return new FieldContext(
            choices, [.. people, new FieldOption("me", Guid.Empty)], Array.Empty<Activity>().AsQueryable(),
            new FilterClock(Now, TimeZoneInfo.Utc, CultureInfo.InvariantCulture));
    }
}
