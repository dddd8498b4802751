namespace Crm.Core.Tests.Reports;

/// <summary>
/// Amounts of several currencies are never added or compared: at the administrator's rates in one currency, else each by itself and none
/// left out.
/// </summary>
public sealed class SeveralCurrenciesTests : WorldTests
{
    private CurrentUser bob = null!;
    private CurrentUser meg = null!;
    private CurrentUser ada = null!;

    protected override async Task ArrangeAsync()
    {
        bob = await World.UserAsync("Bob Stone");
        (meg, ada) = (await World.UserAsync("Meg Gray", Role.Manager), await World.UserAsync("Ada Admin", Role.Admin));
    }

    [Fact]
    public async Task Without_rates_the_pipeline_has_a_chart_for_each_currency_and_pounds_are_not_nothing()
    {
        await DealsAsync(Ann, "Proposal", ("Vans", "1000 USD"), ("Bikes", "9000 GBP"));
        await World.DealAsync(Ann, "Cars", "4000 GBP", "Negotiation");

        var card = await PipelineAsync(Ann);

        Assert.Equal(["Value by stage, USD (longest bar: 1,000 USD)", "Value by stage, GBP (longest bar: 9,000 GBP)"],
            Charts(card).Select(c => c.Title));
        Assert.Equal(
            [("Proposal", 9000m), ("Proposal, weighted by probability", 4500m), ("Negotiation", 4000m),
                ("Negotiation, weighted by probability", 3000m)], Charts(card)[1].Bars);
        Says(
            card, "GBP and USD are not added up", "1 open · 1,000 USD** · weighted 500 USD",
            "2 open · 13,000 GBP** · weighted 7,500 GBP");
    }

    [Fact]
    public async Task With_a_rate_for_every_currency_the_pipeline_is_one_chart_and_says_at_which_rates()
    {
        await DealsAsync(Ann, "Proposal", ("Vans", "1000 USD"), ("Bikes", "9000 GBP"));
        await RateAsync("GBP", "1.2755", "2027-03-09");

        var card = await PipelineAsync(Ann);

        var chart = Assert.Single(Charts(card));
        Assert.Equal("Value by stage, USD (longest bar: 12,479.50 USD)", chart.Title);
        Assert.Equal([("Proposal", 12479.50m), ("Proposal, weighted by probability", 6239.75m)], chart.Bars);
        Says(card, "In USD, at the rate of 9 Mar 2027: 1 GBP = 1.2755 USD", "2 open · 12,479.50 USD");
        Assert.DoesNotContain("not added", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_rate_among_others_that_have_one_stands_by_itself_and_is_named()
    {
        await DealsAsync(Ann, "Proposal", ("Vans", "1000 USD"), ("Bikes", "1000 EUR"), ("Cars", "500 GBP"));
        await RateAsync("EUR", "1.1", "2027-03-09");

        var card = await PipelineAsync(Ann);

        Assert.Equal(["Value by stage, USD (longest bar: 2,100 USD)", "Value by stage, GBP (longest bar: 500 GBP)"],
            Charts(card).Select(c => c.Title));
        Says(card, "GBP has no rate and stands by itself", "2 deals, 2,100 USD · 1 deal, 500 GBP");
        Assert.Contains("open: 2 deals, 2,100 USD, 1 deal, 500 GBP", await PressAsync(Ann, ShowDashboard.Verb, new ShowDashboard()),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sums_are_converted_whole_and_rounded_once_half_a_cent_away_from_zero()
    {
        for (var i = 0; i < 3; i++)
        {
            await World.DealAsync(Ann, $"Bolts {i}", "0.05 EUR", "Proposal");
        }

        await RateAsync("EUR", "1.1", "2027-03-09"); // 0.15 at 1.1 is 0.165; rounded one by one they would be 0.18

        var report =
            (await World.RunAsync(Ann, (ShowPipelineHandler h, CancellationToken ct) => h.HandleAsync(new ShowPipeline(), ct))).Value;

        Assert.Equal(new PipelineAmount("USD", 3, 0.17m, 0.08m), Assert.Single(report.Totals));
    }

    [Fact]
    public async Task A_ranking_compares_no_currencies_each_has_its_own()
    {
        await World.DealAsync(Ann, "Vans", "1000 USD", "Won");
        await DealsAsync(bob, "Won", ("Bikes", "900 GBP"), ("Cars", "100 GBP"));

        var report = await TeamAsync();
        var card = await PressAsync(meg, ShowPerformance.Verb, new ShowPerformance("everyone"));

        Assert.Null(report.RankedBy);
        Assert.Equal(["Bob Stone", "Ann Miller"], report.People.Select(p => p.Name)); // two deals won before one, whatever they are worth
        Assert.Equal([("USD", "Ann Miller", 1000m), ("GBP", "Bob Stone", 1000m)],
            report.Rankings.SelectMany(r => r.People.Select(p => (r.Currency, p.Name, p.Value))));
        Assert.Equal(
            ["Value won, USD (longest bar: 1,000 USD)", "Value won, GBP (longest bar: 1,000 GBP)"], Charts(card).Select(c => c.Title));
        Assert.Equal([("1. Bob Stone", 1000m)], Charts(card)[1].Bars);
        Says(card, "Below in the order of deals won", "GBP and USD are not added up");
    }

    [Fact]
    public async Task With_rates_there_is_one_ranking_in_the_reporting_currency()
    {
        await World.DealAsync(Ann, "Vans", "1000 USD", "Won");
        await World.DealAsync(bob, "Bikes", "900 GBP", "Won");
        await RateAsync("GBP", "1.25", "2027-03-09");

        var report = await TeamAsync();
        var card = await PressAsync(meg, ShowPerformance.Verb, new ShowPerformance("everyone"));

        Assert.Equal("USD", report.RankedBy);
        Assert.Equal([("Bob Stone", 1, 1125m), ("Ann Miller", 2, 1000m)], report.People.Select(p => (p.Name, p.Rank, p.Won[0].Value)));
        Assert.Equal([("Bob Stone", 1125m), ("Ann Miller", 1000m)], Assert.Single(Charts(card)).Bars);
        Says(card, "**1. Bob Stone** · 1,125 USD", "In USD, at the rate of 9 Mar 2027: 1 GBP = 1.2500 USD");
    }

    [Fact]
    public async Task Who_won_the_same_shares_a_rank()
    {
        await World.DealAsync(Ann, "Vans", "1000 USD", "Won");
        await World.DealAsync(bob, "Bikes", "1000 USD", "Won");
        await World.DealAsync(meg, "Cars", "500 USD", "Won");

        Assert.Equal([1, 1, 3], Assert.Single((await TeamAsync()).Rankings).People.Select(p => p.Rank));
    }

    [Fact]
    public async Task A_deal_keeps_its_own_amount_everywhere()
    {
        var id = await World.DealAsync(Ann, "Bikes", "900 GBP", "Proposal");
        await RateAsync("GBP", "1.25", "2027-03-09");

        Assert.Contains("900 GBP", await PressAsync(Ann, ShowDeal.Verb, new ShowDeal(id)), StringComparison.Ordinal);
        Assert.Contains("900 GBP", await PressAsync(Ann, ListDeals.Verb, new ListDeals("order by value desc")), StringComparison.Ordinal);
        Assert.Equal("900.00 GBP", await World.TruthAsync<string>("select concat_ws(' ', value, currency) from deals"));
    }

    [Fact]
    public async Task A_changed_rate_shows_in_the_next_report()
    {
        await World.DealAsync(Ann, "Bikes", "900 GBP", "Proposal");
        await RateAsync("GBP", "1.25", "2027-03-09");
        Assert.Contains("1,125 USD", await PipelineAsync(Ann), StringComparison.Ordinal);

        await World.TruthAsync<decimal>("update exchange_rates set rate = 1.3 returning rate");

        Assert.Contains("1,170 USD", await PipelineAsync(Ann), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_currencies_without_rates_have_lines_each_and_charts_as_many_as_fit_into_a_card()
    {
        foreach (var (currency, i) in new[] { "USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "JPY", "INR" }.Select(
            (c, i) => (c, i)))
        {
            await World.DealAsync(Ann, $"Deal {i}", $"{i + 1}000 {currency}", "Proposal");
        }

        var card = await PipelineAsync(Ann);

        Assert.Equal(["USD", "CHF", "DKK"], Charts(card).Select(c => c.Title[16..19]));
        Says(card, "EUR, GBP, INR, JPY, NOK, PLN and SEK: in the lines below, without a chart", "1 open · 10,000 INR");
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(card) < 25_000);
    }

    /// <summary>In each chart and in the letters that stand in for it a bar is as long as its share of the longest one.</summary>
    [Theory]
    [InlineData(1000, 500, 250)]
    [InlineData(1000, 10, 1)]
    [InlineData(120, 60, 30)]
    [InlineData(1, 1, 1)]
    public async Task Bars_are_to_one_scale(int first, int second, int third)
    {
        await World.DealAsync(Ann, "One", $"{first} USD", "Qualification");
        await World.DealAsync(Ann, "Two", $"{second} USD", "Proposal");
        await World.DealAsync(Ann, "Three", $"{third} USD", "Negotiation");

        var card = await PipelineAsync(Ann);

        using var json = JsonDocument.Parse(card);
        var chart = Find(json.RootElement).First(e => e.TryGetProperty("type", out var t) && t.ValueEquals("Chart.HorizontalBar"));
        var letters = Find(chart.GetProperty("fallback"))
            .Where(e => e.TryGetProperty("text", out var t) && t.GetString()!.Length > 0
                && "█░".Contains(t.GetString()![0], StringComparison.Ordinal)
            && !t.GetString()!.Contains(' ', StringComparison.Ordinal)).Select(e => e.GetProperty("text").GetString()!.Length).ToList();
        Assert.Equal([.. new[] { first, second, third }.Select(v => Math.Max(1, (int)decimal.Round((decimal)v / first * 12)))], letters);
        Assert.Equal("AbsoluteNoAxis", chart.GetProperty("displayMode").GetString());
    }

    [Fact]
    public async Task A_list_in_the_order_of_value_compares_at_the_rates_and_leaves_what_has_none_to_the_end()
    {
        foreach (var (title, value) in new[]
            { ("A", "1000 USD"), ("B", "900 GBP"), ("C", "1100 EUR"), ("D", "50000 JPY"), ("E", "90000 JPY"), ("F", "7 SEK") })
        {
            await World.DealAsync(Ann, title, value);
        }

        await World.DealAsync(Ann, "G");
        await RateAsync("GBP", "1.25", "2027-03-09"); // 1125
        await RateAsync("EUR", "1.1", "2027-03-09"); // 1210

        Assert.Equal("C B A E D F G", await InOrderAsync("order by value desc"));
        Assert.Equal("A B C D E F G", await InOrderAsync("order by value"));
        Assert.Equal("C B A E D F G", await PagesAsync("order by value desc", 2));
        Assert.Equal("A B C D E F G", await PagesAsync("order by value", 3));
        var card = await PressAsync(Ann, ListDeals.Verb, new ListDeals("order by value desc"));
        Assert.Contains(
            "Compared: In USD, at the rates of 9 Mar 2027: 1 EUR = 1.1000 USD, 1 GBP = 1.2500 USD. JPY has no rate: after the others, "
            + "each currency by itself.", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_rates_a_list_in_the_order_of_value_says_that_it_compares_numbers_and_offers_one_currency_after_the_other()
    {
        await World.DealAsync(Ann, "A", "1000 USD");
        await World.DealAsync(Ann, "B", "900 GBP");
        await World.DealAsync(Ann, "C", "1100 GBP");

        var answer = await World.PressAsync(Ann, ListDeals.Verb, new ListDeals("order by value desc"));
        var card = JsonSerializer.SerializeToElement(answer.Card, CardJson.Options);
        Assert.Contains("In the order of the numbers alone", card.GetRawText(), StringComparison.Ordinal);
        var press = BotDriver.Buttons(card).Single(b => b.GetProperty("title").GetString() == "One currency after the other");

        Assert.Equal("C B A", await InOrderAsync(press.GetProperty("data").GetProperty("filter").GetString()!));
        Assert.DoesNotContain("In the order of the numbers",
            await PressAsync(Ann, ListDeals.Verb, new ListDeals("currency is GBP order by value desc")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_of_a_list_add_up_at_the_rates()
    {
        await DealsAsync(Ann, "Proposal", ("A", "1000 USD"), ("B", "900 GBP"), ("C", "5 CHF"));
        Assert.Contains("5 CHF · 900 GBP · 1,000 USD", await PressAsync(Ann, ListDeals.Verb, new ListDeals("group by stage")),
            StringComparison.Ordinal);

        await RateAsync("GBP", "1.25", "2027-03-09");

        var card = await PressAsync(Ann, ListDeals.Verb, new ListDeals("group by stage"));
        Says(card, "5 CHF · 2,125 USD", "In USD, at the rate of 9 Mar 2027: 1 GBP = 1.2500 USD");
    }

    private async Task DealsAsync(CurrentUser owner, string stage, params IEnumerable<(string Title, string Value)> deals)
    {
        foreach (var (title, value) in deals)
        {
            await World.DealAsync(owner, title, value, stage);
        }
    }

    private static void Says(string card, params IEnumerable<string> sentences) =>
        Assert.All(sentences, sentence => Assert.Contains(sentence, card, StringComparison.Ordinal));

    private async Task<PerformanceReport> TeamAsync() =>
        (await World.RunAsync(
            meg, (ShowPerformanceHandler h, CancellationToken ct) => h.HandleAsync(new ShowPerformance("everyone"), ct))).Value;

    private async Task RateAsync(string currency, string rate, string day) =>
        Assert.Null((await World.PressAsync(ada, SaveRate.Verb, new SaveRate(currency, "USD", Rate: rate, AsOf: day))).Refusal);

    private Task<string> PipelineAsync(CurrentUser who) => PressAsync(who, ShowPipeline.Verb, new ShowPipeline());

    private async Task<string> PressAsync(CurrentUser who, string verb, object data) =>
        JsonSerializer.Serialize((await World.PressAsync(who, verb, data)).Card, CardJson.Options);

    private async Task<string> InOrderAsync(string filter) =>
        string.Join(' ', (await ListAsync(new ListDeals(filter, Take: 50))).Items.Select(d => d.Title));

    private async Task<string> PagesAsync(string filter, int take)
    {
        var (titles, after) = (new List<string>(), (string?)null);
        do
        {
            var page = await ListAsync(new ListDeals(filter, after, take));
            titles.AddRange(page.Items.Select(d => d.Title));
            after = page.Next;
        }
        while (after is not null);
        return string.Join(' ', titles);
    }

    private async Task<RecordList<DealView>> ListAsync(ListDeals list) =>
        (await World.RunAsync(Ann, (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(list, ct))).Value.Page;

    private static List<(string Title, IReadOnlyList<(string, decimal)> Bars)> Charts(string card)
    {
        using var json = JsonDocument.Parse(card);
        return
        [
            .. Find(json.RootElement).Where(e => e.TryGetProperty("type", out var type) && type.ValueEquals("Chart.HorizontalBar"))
                .Select(e => (
                e.GetProperty("title").GetString()!,
                (IReadOnlyList<(string, decimal)>)[
                    .. e.GetProperty("data").EnumerateArray()
                    .Select(b => (b.GetProperty("x").GetString()!, b.GetProperty("y").GetDecimal()))])),
        ];
    }

    private static IEnumerable<JsonElement> Find(JsonElement within) => within.ValueKind switch
    {
        JsonValueKind.Object => within.EnumerateObject().SelectMany(p => Find(p.Value)).Prepend(within),
        JsonValueKind.Array => within.EnumerateArray().SelectMany(Find),
        _ => [],
    };
}
