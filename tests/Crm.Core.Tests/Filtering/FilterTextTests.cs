namespace Crm.Core.Tests.Filtering;

/// <summary>The text form: what it reads, what it prints, how it says no.</summary>
public sealed class FilterTextTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] Words =
        ["Contoso", "and", "order by", "is not", "say \"hi\"", "“curly”", "10,000", "Müller & Söhne (GmbH)", "a, b", "100%",
            "under_score",
            "back\\slash", "empty", "İstanbul", "-"];

    private static readonly FieldCatalog<Deal> Deals = Catalog();

    [Fact]
    public void Ten_thousand_random_filters_print_and_parse_back_equal()
    {
        var random = new Random(20271);
        var filters = new RandomFilters<Deal>(Deals, random, Words, DateOnly.FromDateTime(Now.Date));
        string[] locales = ["en-US", "de-DE", "fr-FR", "pl-PL", "hi-IN"];
        for (var i = 0; i < 10_000; i++)
        {
            var query = filters.Query();
            var text = FilterPrinter.Print(query);
            if (text.Length > FilterParser<Deal>.MaxLength)
            {
                continue;
            }

            var (back, error) = FilterParser<Deal>.Parse(text, Deals, locales[i % locales.Length]);

            Assert.True(error is null, $"{text}\n{error?.Message}");
            Assert.Equal(text, FilterPrinter.Print(back!));
            Assert.True(Same(query, back!), text);
        }
    }

    [Fact]
    public void A_hundred_thousand_mutated_texts_never_crash_the_parser()
    {
        var random = new Random(20272);
        var filters = new RandomFilters<Deal>(Deals, random, Words, DateOnly.FromDateTime(Now.Date));
        const string Noise = "()\",<>=!“”{}[]:\0\t\n'\\%_ аᴀ0９𐐀\u202e\u0301";
        var texts = Enumerable.Range(0, 200).Select(_ => FilterPrinter.Print(filters.Query()))
            .Append("{\"all\":[{\"field\":\"stage\",\"op\":\"is\",\"value\":\"Proposal\"}]}").ToList();
        var refused = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var text = texts[random.Next(texts.Count)].ToList();
            for (var change = random.Next(1, 6); change > 0 && text.Count > 0; change--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(4))
                {
                    case 0:
                        text.RemoveAt(at);
                        break;
                    case 1:
                        text.Insert(at, Noise[random.Next(Noise.Length)]);
                        break;
                    case 2:
                        text.InsertRange(at, text.Skip(random.Next(text.Count)).Take(12).ToList());
                        break;
                    default:
                        text.RemoveRange(at, Math.Min(random.Next(1, 9), text.Count - at));
                        break;
                }
            }

            var typed = new string([.. text]);
            var (query, error) = FilterParser<Deal>.Parse(typed, Deals);

            Assert.True(query is null != error is null, typed);
            Assert.True(
                error is null || error.Position >= 0 && error.Position <= Math.Max(typed.Length, FilterParser<Deal>.MaxLength), typed);
            refused += error is null ? 0 : 1;
        }

        Assert.InRange(refused, 20_000, 99_999);
    }

    [Theory]
    [InlineData("stge is Proposal", 0, "Did you mean “stage”?")]
    [InlineData("stage is Propsal", 9, "Did you mean “Proposal”?")]
    [InlineData("stage is Proposal and", 21, "A condition was expected here")]
    [InlineData("value > lots", 8, "A number for “value” was expected here, such as 10,000, not “lots”.")]
    [InlineData("value between 10", 16, "“and” and the upper end were expected here")]
    [InlineData("expected close within 30 days", 22, "A date for “expected close” was expected here")]
    [InlineData("stage is any of Proposal", 16, "A list in brackets was expected here")]
    [InlineData("(stage is Proposal", 18, "A closing bracket was expected here.")]
    [InlineData("title contains", 14, "A text for “title” was expected here; “is empty” asks for none.")]
    [InlineData("value ~ 3", 6, "After “value” one of these was expected: =, !=, >, >=, <, <=, between, is empty, is not empty.")]
    [InlineData("tags has any of (Red, Gren)", 22, "Did you mean “Green”?")]
    [InlineData("order by tags", 9, "holds several values")]
    [InlineData("order by value, title, stage, status", 30, "At most 3 fields fit into an order.")]
    [InlineData("group by value", 9, "Groups are made by a choice")]
    [InlineData("not not not not title is empty", 16, "Brackets go 4 deep at most.")]
    [InlineData("stаge is Proposal", 0, "Did you mean “stage”?")] // a Cyrillic а
    [InlineData("stage is Proposal; drop table deals", 9, "One of these was expected for “stage”")]
    public void An_error_names_the_place_and_what_was_expected(string text, int position, string message)
    {
        var (_, error) = FilterParser<Deal>.Parse(text, Deals);

        Assert.Equal(position, error!.Position);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forty_conditions_fit_and_one_more_is_refused()
    {
        var forty = string.Join(" and ", Enumerable.Repeat("value > 1", 40));

        Assert.Null(FilterParser<Deal>.Parse(forty, Deals).Error);
        Assert.Contains(
            "At most 40 conditions", FilterParser<Deal>.Parse(forty + " and value > 1", Deals).Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"all":[{"field":"stage","op":"is any of","values":["Proposal","Negotiation"]},"""
        + """{"not":{"field":"value","op":"<","value":10000}}]}""",
        "stage is any of (Proposal, Negotiation) and not value < 10,000")]
    [InlineData("""{"where":{"any":[{"field":"expected close","op":"within","value":"this quarter"},"""
        + """{"field":"last contact","op":"older than","value":14}]},"groupBy":"stage","""
        + """ "orderBy":[{"field":"value","desc":true,"nullsFirst":true},{"field":"title"}]}""",
        "expected close within this quarter or last contact older than 14 days group by stage order by value desc nulls first, title")]
    [InlineData("""{"field":"vip","op":"is","value":true}""", "vip is yes")]
    [InlineData("""{"field":"title","op":"contains","value":"a\" or title is \"b"}""", "title contains \"a\"\" or title is \"\"b\"")]
    public void The_JSON_form_is_the_same_language(string json, string text)
    {
        var (query, error) = FilterParser<Deal>.Parse(json, Deals);

        Assert.Null(error);
        Assert.Equal(text, FilterPrinter.Print(query!));
    }

    [Theory]
    [InlineData("""{"all":[{"field":"stge","op":"is","value":"Proposal"}]}""",
        "At $.all[0].field: Deals have no field “stge”. Did you mean “stage”?")]
    [InlineData("""{"field":"stage","op":"like","value":"x"}""", "At $.op: “stage” knows these: is, is not,")]
    [InlineData("""{"field":"stage","op":"is"}""", "“is” takes 1 value; there are 0.")]
    [InlineData("""{"field":"stage","op":"is","value":"Proposal","sql":"1=1"}""", "“sql” is not known here.")]
    [InlineData("""{"all":[]}""", "A list of at least one condition was expected.")]
    [InlineData("""{"not":{"not":{"not":{"not":{"field":"title","op":"is empty"}}}}}""", "4 deep at most")]
    [InlineData("{\"all\":", "isn't valid JSON")]
    public void An_error_of_the_JSON_form_names_the_path(string json, string message) =>
        Assert.Contains(message, FilterParser<Deal>.Parse(json, Deals).Error!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("value > 10.000,50", "de-DE", "value > 10,000.5")]
    [InlineData("value > 10.000", "de-DE", "value > 10,000")]
    [InlineData("value > 10,000", "de-DE", "value > 10,000")]
    [InlineData("value > 1.234", "en-US", "value > 1.2340")]
    public void Numbers_are_read_as_the_reader_types_them(string typed, string locale, string printed) =>
        Assert.Equal(printed, FilterPrinter.Print(FilterParser<Deal>.Parse(typed, Deals, locale).Query!));

    /// <summary>
    /// A name with a word of the grammar inside needs no quotes unless something else could be meant; the print has them and is read the
    /// same.
    /// </summary>
    [Theory]
    [InlineData("do not contact is yes", "\"do not contact\" is yes")]
    [InlineData("not do not contact is yes", "not \"do not contact\" is yes")]
    [InlineData("not (Do Not Contact is no or vip is yes)", "not (\"do not contact\" is no or vip is yes)")]
    [InlineData("vip is yes and terms and conditions is empty and do not contact is no",
        "vip is yes and \"terms and conditions\" is empty and \"do not contact\" is no")]
    [InlineData("title contains x group by do not contact order by do not contact desc, title",
        "title contains x group by \"do not contact\" order by \"do not contact\" desc, title")]
    [InlineData("note is empty", "\"a name that is quite a lot longer than five words\" is empty")]
    [InlineData("\"note is empty\" is empty", "\"note is empty\" is empty")]
    [InlineData("not sold is yes", "not sold is yes")]
    [InlineData("\"not sold\" is yes", "\"not sold\" is yes")]
    public void The_longest_name_of_a_field_goes_before_the_words_of_the_grammar(string typed, string printed)
    {
        var (query, error) = FilterParser<Deal>.Parse(typed, Deals);

        Assert.True(error is null, error?.Message);
        Assert.Equal(printed, FilterPrinter.Print(query!));
        Assert.True(Same(query!, FilterParser<Deal>.Parse(printed, Deals).Query!));
    }

    private static bool Same(FilterQuery a, FilterQuery b) =>
        Same(a.Filter, b.Filter) && a.Sort.SequenceEqual(b.Sort) && a.GroupBy?.Name == b.GroupBy?.Name;

    private static bool Same(FilterNode? a, FilterNode? b) => (a, b) switch
    {
        (null, null) => true,
        (FilterNode.All x, FilterNode.All y) => x.Nodes.Count == y.Nodes.Count && x.Nodes.Zip(y.Nodes).All(p => Same(p.First, p.Second)),
        (FilterNode.Any x, FilterNode.Any y) => x.Nodes.Count == y.Nodes.Count && x.Nodes.Zip(y.Nodes).All(p => Same(p.First, p.Second)),
        (FilterNode.Not x, FilterNode.Not y) => Same(x.Node, y.Node),
        (FilterNode.Condition x, FilterNode.Condition y) => x.Field.Name == y.Field.Name && x.Operator == y.Operator
            && x.Values.SequenceEqual(y.Values),
        _ => false,
    };

    private static FieldCatalog<Deal> Catalog()
    {
        string[] stages = ["Lead in", "Proposal", "Negotiation", "Closed \"won\"", "and"];
        CustomFieldDefinition Field(string name, string label, CustomFieldType type, params string[] choices) =>
            CustomFieldDefinition.Named("deal", name, label, type, choices, 0, Now);
        var choices = new TenantChoices(
            1, new byte[32],
            [.. stages.Select((name, i) => PipelineStage.At(i, name, 0.1m, StageType.Opportunity, "#000000", Now))],
            [new FieldOption("Ann Miller", Guid.CreateVersion7()), new FieldOption("Björn, the boss", Guid.CreateVersion7())],
            [
                Field("seats", "Seats, total", CustomFieldType.Number), Field("renewal", "order by", CustomFieldType.Date),
                Field("vip", "vip", CustomFieldType.Boolean),
                Field("tier", "tier", CustomFieldType.Select, "Gold", "Silver \"plus\""),
                Field("tags", "tags", CustomFieldType.MultiSelect, "Red", "Green", "any of"),
                Field("note", "a name that is quite a lot longer than five words", CustomFieldType.Text),
                Field("q", "the \"quoted\" field", CustomFieldType.Url),
                Field("dnc", "do not contact", CustomFieldType.Boolean), Field("agb", "terms and conditions", CustomFieldType.Date),
                Field("remark", "note is empty", CustomFieldType.Text), Field("unsold", "not sold", CustomFieldType.Boolean),
                Field("sold", "sold", CustomFieldType.Boolean),
            ]);
        var clock = new FilterClock(Now, TimeZoneInfo.Utc, CultureInfo.InvariantCulture);
        return DealFields.Catalog(new FieldContext(choices, choices.People, Array.Empty<Activity>().AsQueryable(), clock));
    }
}
