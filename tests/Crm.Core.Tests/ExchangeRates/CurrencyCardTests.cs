namespace Crm.Core.Tests.ExchangeRates;

/// <summary>An administrator says in which currency the firm reports and what the others are worth; everybody else reads it.</summary>
public sealed class CurrencyCardTests : AdminCardTests
{
    [Fact]
    public async Task Rates_are_set_changed_and_removed_with_their_day()
    {
        Assert.Contains("There are no rates yet", Text(await ShowAsync(Admin)), StringComparison.Ordinal);

        var set = await SendAsync(await NewAsync(), ("currency", "eur"), ("rate", "1.0837"), ("asOf", "2027-02-26"));
        Assert.Contains("1 EUR = 1.0837 USD", Text(set), StringComparison.Ordinal);
        Assert.Contains("as of 26 Feb 2027", Text(set), StringComparison.Ordinal);
        Assert.Contains("1 USD = 0.922765 EUR", Text(set), StringComparison.Ordinal);

        var changed = await SendAsync(await EditAsync("EUR"), ("rate", "1.25"), ("asOf", "2027-03-10"));
        Assert.Contains("1 EUR = 1.2500 USD", Text(changed), StringComparison.Ordinal);
        Assert.Equal("EUR USD 1.250000000000 2027-03-10", await RatesAsync());

        var removed = await PressAsync(await EditAsync("EUR"), "Remove");
        Assert.Contains("There are no rates yet", Text(removed), StringComparison.Ordinal);
        Assert.Equal("", await RatesAsync());
    }

    [Fact]
    public async Task The_day_of_a_rate_is_the_readers_today_unless_it_is_said_and_never_yet_to_come()
    {
        var samoa = Admin with { TimeZone = "Pacific/Pago_Pago" }; // where it is still the ninth of March
        await World.PressAsync(samoa, SaveRate.Verb, new SaveRate("EUR", "USD", Rate: "1.08"));
        await World.PressAsync(Admin, SaveRate.Verb, new SaveRate("GBP", "USD", Rate: "1.27"));
        var late = await World.PressAsync(Admin, SaveRate.Verb, new SaveRate("SEK", "USD", Rate: "0.09", AsOf: "2027-03-11"));

        Assert.Contains("That day is yet to come", Text(late), StringComparison.Ordinal);
        Assert.Equal("EUR USD 1.080000000000 2027-03-09, GBP USD 1.270000000000 2027-03-10", await RatesAsync());
    }

    public static TheoryData<string, string, string> Rates => new()
    {
        { "en-US", "1.25", "1.250000000000" }, { "en-US", "0.0000073", "0.000007300000" },
        { "en-US", "15,432.5", "15432.500000000000" }, { "en-US", "1.1250", "1.125000000000" },
        { "en-US", "1.1250 USD", "1.125000000000" }, { "en-US", "0.125", "0.125000000000" }, { "de-DE", "1,25", "1.250000000000" },
        { "de-DE", "1,0837", "1.083700000000" }, { "de-DE", "1.0837", "1.083700000000" },
        { "de-DE", "15.432,5", "15432.500000000000" }, { "fr-FR", "1 234,56", "1234.560000000000" },
        { "de-CH", "1'234.56", "1234.560000000000" }, { "en-US", "１.２５", "1.250000000000" },
    };

    /// <summary>
    /// Rates are read as every number is; what can be read in two ways is asked, since nobody sees from a report that it was read the other
    /// way.
    /// </summary>
    [Theory]
    [MemberData(nameof(Rates))]
    public async Task A_rate_is_read_as_it_is_meant(string locale, string typed, string kept)
    {
        await World.PressAsync(Admin with { Locale = locale }, SaveRate.Verb, new SaveRate("EUR", "USD", Rate: typed));

        Assert.Equal($"EUR USD {kept} 2027-03-10", await RatesAsync());
    }

    public static TheoryData<string, string, string> NoRates => new()
    {
        { "en-US", "1,125", "Write 1.1250 or 1125" }, { "en-US", "1.125", "Write 1.1250 or 1125" },
        { "de-DE", "1,125", "Write 1,1250 or 1125" }, { "de-DE", "1.125", "Write 1,1250 or 1125" },
        { "de-DE", "152,430", "Write 152,4300 or 152430" }, { "en-US", "1,25", "is not a number" },
        { "en-US", "1.08%", "is not a number" }, { "en-US", "one and a bit", "is not a number" },
        { "en-US", "1.08 EUR", "is an amount in EUR" }, { "en-US", "0", "must lie above 0" },
        { "en-US", "-1.08", "must lie above 0" }, { "en-US", "10000001", "must lie above 0" },
        { "en-US", "0.0000000000001", "must lie above 0" }, { "en-US", "", "The rate is needed" },
    };

    [Theory]
    [MemberData(nameof(NoRates))]
    public async Task What_is_no_rate_comes_back_as_it_was_typed(string locale, string typed, string why)
    {
        var form = await World.PressAsync(Admin with { Locale = locale }, SaveRate.Verb, new SaveRate("EUR", "USD", Rate: typed));

        Assert.Contains(why, Text(form), StringComparison.Ordinal);
        Assert.Equal((typed, "EUR"), (Inputs(form).GetValueOrDefault("rate", ""), Inputs(form)["currency"]));
        Assert.Equal("", await RatesAsync());
    }

    [Theory]
    [InlineData("EURO", "isn't a currency")]
    [InlineData("XYZ", "isn't a currency")]
    [InlineData("USD", "it needs no rate")]
    [InlineData("", "The currency is needed")]
    public async Task What_is_no_other_currency_has_no_rate(string currency, string why)
    {
        Assert.Contains(
            why, Text(await World.PressAsync(Admin, SaveRate.Verb, new SaveRate(currency, "USD", Rate: "1.25"))), StringComparison.Ordinal);
        Assert.Equal("", await RatesAsync());
    }

    [Fact]
    public async Task A_currency_has_one_rate_and_two_who_change_it_meet_in_the_form()
    {
        await World.PressAsync(Admin, SaveRate.Verb, new SaveRate("EUR", "USD", Rate: "1.08"));
        var again = await World.PressAsync(Admin, SaveRate.Verb, new SaveRate("EUR", "USD", Rate: "1.09"));
        Assert.Contains("EUR has a rate: 1 EUR = 1.0800 USD", Text(again), StringComparison.Ordinal);

        var mine = await EditAsync("EUR");
        await SendAsync(await EditAsync("EUR"), ("rate", "1.11"));
        var met = await SendAsync(mine, ("rate", "1.12"));

        Assert.Contains("Nothing was saved", Text(met), StringComparison.Ordinal);
        Assert.Contains("Theirs: 1.1100", Text(met).Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("EUR USD 1.110000000000 2027-03-10", await RatesAsync());
        await SendAsync(met);
        Assert.Equal("EUR USD 1.120000000000 2027-03-10", await RatesAsync());
    }

    [Fact]
    public async Task A_rate_that_was_removed_meanwhile_is_not_made_again_and_a_late_press_removes_nothing()
    {
        await World.PressAsync(Admin, SaveRate.Verb, new SaveRate("EUR", "USD", Rate: "1.08"));
        var (open, late) = (await EditAsync("EUR"), await EditAsync("EUR"));
        await SendAsync(open, ("rate", "1.09"));
        Assert.Contains("1 EUR = 1.0900 USD", Text(await PressAsync(late, "Remove")), StringComparison.Ordinal);

        var stale = await EditAsync("EUR");
        await PressAsync(await EditAsync("EUR"), "Remove");
        await SendAsync(stale, ("rate", "1.10"));
        Assert.Equal("", await RatesAsync());
    }

    [Fact]
    public async Task Another_reporting_currency_restates_the_rates_and_needs_one_itself()
    {
        await World.PressAsync(Admin, SaveRate.Verb, new SaveRate("EUR", "USD", Rate: "1.25", AsOf: "2027-03-01"));
        await World.PressAsync(Admin, SaveRate.Verb, new SaveRate("GBP", "USD", Rate: "1.5", AsOf: "2027-03-02"));
        var unknown = await SendAsync(
            await World.PressAsync(Admin, ChooseReportingCurrency.Verb, new ChooseReportingCurrency()), ("currency", "CHF"));
        Assert.Contains("Give CHF a rate first", Text(unknown), StringComparison.Ordinal);
        var form = await NewAsync();

        var seen = await SendAsync(
            await World.PressAsync(Admin, ChooseReportingCurrency.Verb, new ChooseReportingCurrency()), ("currency", "eur"));

        Assert.Contains("Reports are in EUR", Text(seen), StringComparison.Ordinal);
        Assert.Equal("GBP EUR 1.200000000000 2027-03-02, USD EUR 0.800000000000 2027-03-01", await RatesAsync());
        // A form of before gives a rate in dollars: it is not taken for one in euros.
        Assert.Contains("Reports are in EUR by now, no longer in USD", Text(await SendAsync(form, ("currency", "SEK"), ("rate", "0.09"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_rates_any_currency_is_reported_in()
    {
        Assert.Contains("Reports are in CHF", Text(await World.PressAsync(Admin, ReportInCurrency.Verb, new ReportInCurrency("chf"))),
            StringComparison.Ordinal);
        Assert.Contains("isn't a currency", Text(await World.PressAsync(Admin, ReportInCurrency.Verb, new ReportInCurrency("Franken"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Currencies_of_open_deals_that_have_no_rate_are_named()
    {
        await World.DealAsync(Ann, "Vans", "1000 GBP");
        await World.DealAsync(Ann, "Trucks", "1000 GBP");
        await World.DealAsync(Ann, "Bikes", "1000 EUR");
        await World.PressAsync(Admin, SaveRate.Verb, new SaveRate("EUR", "USD", Rate: "1.08"));

        var seen = await ShowAsync(Admin);
        Assert.Contains("GBP: 2 deals", Text(seen), StringComparison.Ordinal);
        Assert.DoesNotContain("EUR: 1 deal", Text(seen), StringComparison.Ordinal);
        Assert.Equal("GBP", Inputs(await PressAsync(seen, "Set rate"))["currency"]);
    }

    [Fact]
    public async Task Everybody_reads_the_rates_and_nobody_but_an_administrator_changes_them()
    {
        await World.PressAsync(Admin, SaveRate.Verb, new SaveRate("EUR", "USD", Rate: "1.08"));
        var meg = await World.UserAsync("Meg Gray", Role.Manager);

        foreach (var reader in new[] { Ann, meg, Ann with { Tenant = Ann.Tenant with { Visibility = Visibility.Everyone } } })
        {
            var seen = await ShowAsync(reader);
            Assert.Contains("1 EUR = 1.0800 USD", Text(seen), StringComparison.Ordinal);
            Assert.DoesNotContain("\"New rate\"", Text(seen), StringComparison.Ordinal);
            foreach (var (verb, data) in new (string, object)[]
            {
                (EditRate.Verb, new EditRate("EUR")), (SaveRate.Verb, new SaveRate("GBP", "USD", Rate: "1.3")),
                (RemoveRate.Verb, new RemoveRate("EUR", 1)),
                (ChooseReportingCurrency.Verb, new ChooseReportingCurrency()), (ReportInCurrency.Verb, new ReportInCurrency("EUR")),
            })
            {
                Assert.Contains("Only an administrator", Text(await World.PressAsync(reader, verb, data)), StringComparison.Ordinal);
            }
        }

        Assert.Equal("EUR USD 1.080000000000 2027-03-10", await RatesAsync());
    }

    [Fact]
    public async Task Another_firm_has_its_own_rates()
    {
        await World.PressAsync(Admin, SaveRate.Verb, new SaveRate("EUR", "USD", Rate: "1.08"));
        var stranger = await World.UserAsync("Sam Other", Role.Admin, World.Fabrikam);

        Assert.DoesNotContain("1.0800", Text(await ShowAsync(stranger)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_stops_at_rates_and_at_the_reporting_currency_by_name()
    {
        await World.DealAsync(Admin, "Twelve vans");
        await World.PressAsync(Admin, SaveRate.Verb, new SaveRate("EUR", "USD", Rate: "1.08"));
        Assert.Contains("exchange rates", Text(await World.PressAsync(Admin, UndoLast.Verb, new UndoLast())), StringComparison.Ordinal);
        Assert.Equal("EUR USD 1.080000000000 2027-03-10", await RatesAsync());

        await PressAsync(await EditAsync("EUR"), "Remove");
        Assert.Contains("exchange rates", Text(await World.PressAsync(Admin, UndoLast.Verb, new UndoLast())), StringComparison.Ordinal);
        await World.PressAsync(Admin, ReportInCurrency.Verb, new ReportInCurrency("CHF"));
        Assert.Contains("reporting currency", Text(await World.PressAsync(Admin, UndoLast.Verb, new UndoLast())), StringComparison.Ordinal);
        Assert.Equal(1, await World.TruthAsync<long>("select count(*) from deals where not is_deleted"));
    }

    private Task<CardAnswer> ShowAsync(CurrentUser who) => World.PressAsync(who, ShowCurrencies.Verb, new ShowCurrencies());

    private Task<CardAnswer> NewAsync() => World.PressAsync(Admin, EditRate.Verb, new EditRate());

    private Task<CardAnswer> EditAsync(string currency) => World.PressAsync(Admin, EditRate.Verb, new EditRate(currency));

    private async Task<CardAnswer> PressAsync(CardAnswer card, string title)
    {
        var button = BotDriver.Buttons(System.Text.Json.JsonSerializer.SerializeToElement(card.Card, CardJson.Options))
            .First(b => b.GetProperty("title").GetString() == title);
        return await World.PressAsync(Admin, button.GetProperty("verb").GetString()!, button.GetProperty("data"));
    }

    private Task<string> RatesAsync() => World.TruthAsync<string>(
        "select coalesce(string_agg(concat_ws(' ', currency, in_currency, rate, as_of), ', ' order by currency), '') from exchange_rates");
}
