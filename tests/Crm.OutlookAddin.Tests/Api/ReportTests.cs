namespace Crm.OutlookAddin.Tests.Api;

public sealed class ReportTests : PaneTests
{
    [Fact]
    public async Task A_person_reads_their_own_numbers_and_a_manager_those_of_everyone()
    {
        var meg = await Pane.PersonAsync("Meg Gray", Role.Manager);
        await Pane.World.DealAsync(Alex.User, "Vans", "1000", "Proposal");

        var own = await Alex.ReadAsync("/api/reports/pipeline");
        var none = await meg.ReadAsync("/api/reports/pipeline?of=me");
        var all = await meg.ReadAsync("/api/reports/pipeline?of=everyone");
        var his = await meg.ReadAsync($"/api/reports/dashboard?of={Alex.User.Id}");

        foreach (var report in new[] { own, all })
        {
            var total = Assert.Single(report["totals"]!.AsArray())!;
            Assert.Equal(
                (1, 1000m, 500m),
                (total["count"]!.GetValue<int>(), total["value"]!.GetValue<decimal>(), total["weighted"]!.GetValue<decimal>()));
        }

        Assert.Empty(none["totals"]!.AsArray());
        Assert.True(all["of"]!["isEveryone"]!.GetValue<bool>());
        Assert.Equal(1, his["openDeals"]![0]!["count"]!.GetValue<int>());
        Assert.Equal(14, his["activityByDay"]!.AsArray().Count);
    }

    [Fact]
    public async Task Amounts_are_in_the_reporting_currency_where_there_is_a_rate_and_say_at_which()
    {
        await Pane.World.DealAsync(Alex.User, "Vans", "1000 GBP", "Proposal");
        await Pane.World.DealAsync(Alex.User, "Bikes", "500 SEK", "Proposal");
        await Pane.World.TruthAsync<decimal>(
            "insert into exchange_rates (currency, in_currency, rate, as_of) values ('GBP', 'USD', 1.25, '2027-03-09') returning rate");

        var pipeline = await Alex.ReadAsync("/api/reports/pipeline");

        Assert.Equal(
            [("USD", 1250m, 625m), ("SEK", 500m, 250m)],
            pipeline["totals"]!.AsArray()
                .Select(t => (t!["currency"]!.GetValue<string>(), t["value"]!.GetValue<decimal>(), t["weighted"]!.GetValue<decimal>())));
        Assert.Equal("USD", pipeline["in"]!["currency"]!.GetValue<string>());
        Assert.Equal(("GBP", 1.25m, "2027-03-09"), (
            pipeline["in"]!["rates"]![0]!["currency"]!.GetValue<string>(), pipeline["in"]!["rates"]![0]!["rate"]!.GetValue<decimal>(),
            pipeline["in"]!["rates"]![0]!["asOf"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_period_is_a_span_in_words_or_days()
    {
        await Pane.World.DealAsync(Alex.User, "Vans", "1000", "Won"); // on the tenth of March 2027

        var month = await Alex.ReadAsync("/api/reports/performance?period=this%20month");
        var days = await Alex.ReadAsync("/api/reports/performance?from=2027-03-01&to=2027-03-09");
        var funnel = await Alex.ReadAsync("/api/reports/funnel");

        Assert.Equal(
            ("2027-03-01", "2027-03-31", 1),
            (month["period"]!["from"]!.GetValue<string>(), month["period"]!["to"]!.GetValue<string>(),
                month["people"]![0]!["wonCount"]!.GetValue<int>()));
        Assert.Equal(0, days["people"]![0]!["wonCount"]!.GetValue<int>());
        Assert.Equal("this quarter", funnel["period"]!["words"]!.GetValue<string>());
        Assert.Equal(1, funnel["stages"]!.AsArray().Single(s => s!["name"]!.GetValue<string>() == "Won")!["entered"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_is_wrong_with_a_report_is_said_at_its_parameter()
    {
        var meg = await Pane.PersonAsync("Meg Gray", Role.Manager);

        foreach (var report in new[] { "pipeline", "funnel", "performance", "dashboard" })
        {
            using var others = await Alex.GetAsync($"/api/reports/{report}?of={meg.User.Id}");
            using var nobody = await meg.GetAsync($"/api/reports/{report}?of={Guid.CreateVersion7(Pane.World.Clock.GetUtcNow())}");
            Assert.NotNull((await others.ProblemAsync(403))["errors"]!["of"]);
            Assert.NotNull((await nobody.ProblemAsync(400))["errors"]!["of"]);
        }

        foreach (var report in new[] { "funnel", "performance" })
        {
            using var span = await Alex.GetAsync($"/api/reports/{report}?period=this%20decade");
            using var backwards = await Alex.GetAsync($"/api/reports/{report}?from=2027-02-01&to=2027-01-01");
            using var tooLong = await Alex.GetAsync($"/api/reports/{report}?from=2000-01-01&to=2027-01-01");
            Assert.NotNull((await span.ProblemAsync(400))["errors"]!["period"]);
            Assert.NotNull((await backwards.ProblemAsync(400))["errors"]!["to"]);
            Assert.NotNull((await tooLong.ProblemAsync(400))["errors"]!["to"]);
        }
    }
}
