namespace Crm.Core.Tests.Input;

/// <summary>
/// A day that somebody types is read in the order of their own locale, a year of two digits in the century that is meant, and no day
/// at all is refused where it was typed. It is 10 March 2027.
/// </summary>
public sealed class TypedDateTests : IAsyncLifetime
{
    private World world = null!;
    private CurrentUser ann = null!;

    public static TheoryData<string, string, string> Days => new()
    {
        { "en-US", "12/15/2027", "2027-12-15" },
        { "en-US", "03/04/2027", "2027-03-04" },
        { "en-US", "3/4/27", "2027-03-04" },
        { "en-GB", "03/04/2027", "2027-04-03" },
        { "en-GB", "15/12/27", "2027-12-15" },
        { "en-AU", "1 Apr 2027", "2027-04-01" },
        { "de-DE", "15.12.2027", "2027-12-15" },
        { "de-DE", "3.4.27", "2027-04-03" },
        { "de-DE", "31.12.99", "1999-12-31" },
        { "de-DE", "15.03.62", "1962-03-15" },
        { "de-DE", "31.12.47", "2047-12-31" },
        { "de-DE", "31.12.48", "1948-12-31" },
        { "de-DE", "15. Dezember 2027", "2027-12-15" },
        { "fr-FR", "15 décembre 2027", "2027-12-15" },
        { "fr-FR", "03/04/27", "2027-04-03" },
        { "ja-JP", "27/12/15", "2027-12-15" },
        { "sv-SE", "27-12-15", "2027-12-15" },
        { "de-DE", "2027-12-15", "2027-12-15" },
        { "en-US", " 2027-12-15 ", "2027-12-15" },
    };

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        ann = await world.UserAsync("Ann Miller", Role.Admin);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Days))]
    public async Task A_close_date_is_read_in_the_readers_order(string locale, string typed, string day)
    {
        var reader = ann with { Locale = locale };
        var made = await world.RunAsync(reader, (CreateDealHandler h, CancellationToken ct) =>
            h.HandleAsync(new CreateDeal("Vans", ExpectedCloseDate: typed), ct));
        Assert.Null(made.Refusal);
        Assert.Equal(day, await world.TruthAsync<string>("select expected_close_date::text from deals"));

        var other = await world.DealAsync(ann, "Buses");
        Assert.Null((await world.RunAsync(reader, (ChangeDealHandler h, CancellationToken ct) =>
            h.SeenAsync(Changes.To(other, new { expectedCloseDate = typed }), ct))).Refusal);
        Assert.Equal(day, await world.TruthAsync<string>("select expected_close_date::text from deals where title = 'Buses'"));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public async Task So_are_a_field_of_the_firm_its_first_value_and_the_value_of_a_filter(string locale, string typed, string day)
    {
        var reader = ann with { Locale = locale };
        var field = await world.DefineAsync(
            reader, new DefineField(RecordKind.Deal, "Renewal", "DATE", Default: JsonSerializer.SerializeToElement(typed)));
        Assert.Equal(day, field.Default!.Value.GetString());

        var custom = JsonSerializer.SerializeToElement(new { renewal = typed });
        Assert.Null((await world.RunAsync(reader, (CreateDealHandler h, CancellationToken ct) =>
            h.HandleAsync(new CreateDeal("Vans", ExpectedCloseDate: day, Custom: custom), ct))).Refusal);
        Assert.Equal(day, await world.TruthAsync<string>("select custom->>'renewal' from deals"));

        var found = await world.RunAsync(reader, (ListDealsHandler h, CancellationToken ct) =>
            h.HandleAsync(new ListDeals($"expected close is {typed.Trim()}"), ct));
        Assert.Equal($"\"expected close\" is {day}", found.Value.Page.Filter.Replace("expected close is", "\"expected close\" is",
            StringComparison.Ordinal));
        Assert.Equal(["Vans"], found.Value.Page.Items.Select(d => d.Title));
        var built = await world.RunAsync(reader, (BuildFilterHandler h, CancellationToken ct) => h.HandleAsync(
            new BuildFilter(RecordKind.Deal, Rows: new() { ["0"] = new FilterRow("expected close", "is", typed) }), ct));
        Assert.Null(built.Value.Why);
        Assert.Equal(1, built.Value.Total!.Value);
    }

    [Theory]
    [InlineData("31.02.2027")]
    [InlineData("13/13/2027")]
    [InlineData("15.12.")]
    [InlineData("soon")]
    [InlineData("15.12.1027")]
    [InlineData("2027-02-30")]
    [InlineData("12")]
    public async Task What_is_no_day_is_refused_where_it_was_typed_and_comes_back(string typed)
    {
        var answer = await world.PressAsync(ann with { Locale = "de-DE" }, CreateDeal.Verb,
            new CreateDeal("Vans", ExpectedCloseDate: typed));

        Assert.StartsWith($"“{typed}” is not a date.", answer.Refusal!.For("expectedCloseDate"), StringComparison.Ordinal);
        Assert.Contains($"“{typed}” is not a date.", CardJson.Write(answer.Card), StringComparison.Ordinal);
        Assert.Equal(0L, await world.TruthAsync<long>("select count(*) from deals"));
    }

    [Theory]
    [InlineData("en-US", "03/12/27", "2027-03-12")]
    [InlineData("en-GB", "12/03/27", "2027-03-12")]
    [InlineData("de-DE", "12.03.27", "2027-03-12")]
    [InlineData("en-US", "3/12/2027 14:00", "2027-03-12T14:00")]
    public async Task When_something_is_due_is_read_so_too(string locale, string typed, string due)
    {
        Assert.Null((await world.PressAsync(ann with { Locale = locale }, PlanActivity.Verb,
            new PlanActivity(Subject: "Call", Due: typed))).Refusal);

        Assert.Equal(due, await world.TruthAsync<string>(
            "select coalesce(due_on::text, to_char(due_date at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI')) from activities"));
    }

    [Theory]
    [InlineData("de-DE", "15.03.99", "1999-03-15")]
    [InlineData("en-US", "03/09/27", "2027-03-09")]
    public async Task And_when_something_happened(string locale, string typed, string day)
    {
        Assert.Null((await world.PressAsync(ann with { Locale = locale }, LogActivity.Verb,
            new LogActivity("CALL", "Call", HappenedAt: typed))).Refusal);

        Assert.Equal(day, await world.TruthAsync<string>("select occurred_on::text from activities"));
    }

    [Theory]
    [InlineData("15.03.62", "“15.03.62” was read as 15 März 1962")]
    [InlineData("15.12.27", "“15.12.27” was read as 15 Dez. 2027")]
    [InlineData("15.12.2027", null)]
    public async Task The_answer_says_which_century_a_year_of_two_digits_was_taken_for(string typed, string? said)
    {
        var german = ann with { Locale = "de-DE" };
        var made = Said(await world.PressAsync(german, CreateDeal.Verb, new CreateDeal("Vans", ExpectedCloseDate: typed)));
        var deal = await world.DealAsync(ann, "Buses");
        var changed = Said(await world.PressAsync(german, ChangeRecord.Verb,
            new { kind = RecordKind.Deal, id = deal, was = new { expectedCloseDate = (string?)null }, expectedCloseDate = typed }));

        Assert.Equal((said is not null, said is not null),
            (made.Contains(said ?? "was read as", StringComparison.Ordinal),
                changed.Contains(said ?? "was read as", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_day_of_a_rate_is_read_and_shown_in_the_readers_order()
    {
        var german = ann with { Locale = "de-DE" };

        var card = Said(await world.PressAsync(german, SaveRate.Verb, new SaveRate("GBP", Rate: "1,2500", AsOf: "03.02.27")));

        Assert.Equal("2027-02-03", await world.TruthAsync<string>("select as_of::text from exchange_rates"));
        Assert.Contains("3 Feb. 2027", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_two_people_met_both_days_are_shown_as_the_reader_writes_days()
    {
        var deal = await world.DealAsync(ann, "Vans");
        var seen = await world.TruthAsync<int>("select version from deals");
        await world.RunAsync(ann, (ChangeDealHandler h, CancellationToken ct) => h.SeenAsync(
            Changes.To(deal, new { expectedCloseDate = "2027-05-03" }), ct));

        var card = Said(await world.PressAsync(ann with { Locale = "de-DE" }, ChangeRecord.Verb,
            new { kind = RecordKind.Deal, id = deal, version = seen, was = new { expectedCloseDate = (string?)null },
                expectedCloseDate = "04.06.2027" }));

        Assert.Contains("Mine: 4 Juni 2027", card, StringComparison.Ordinal);
        Assert.Contains("Theirs: 3 Mai 2027", card, StringComparison.Ordinal);
    }

    private static string Said(CardAnswer answer)
    {
        Assert.Null(answer.Refusal is { Kind: not RefusalKind.Conflict } refused ? refused.Message : null);
        return CardJson.Write(answer.Card);
    }
}
