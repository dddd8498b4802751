namespace Crm.Core.Tests.Reports;

/// <summary>Why deals were lost, by month of the reader's calendar.</summary>
public sealed class LostReasonsTests : WorldTests
{
    private CurrentUser boss = null!;

    protected override async Task ArrangeAsync()
    {
        boss = await World.UserAsync("Carla Boss", Role.Manager);
        await LostAsync(Ann, "Vans", "100", "2027-02-10T12:00:00Z", "Price");
        await LostAsync(Ann, "Trucks", "200", "2027-02-28T23:30:00Z", " price ");
        await LostAsync(Ann, "Bikes", null, "2027-03-05T08:00:00Z", null);
        await LostAsync(boss, "Ships", "1000", "2027-03-06T08:00:00Z", "Went with Fabrikam");
    }

    [Fact]
    public async Task Reasons_are_counted_by_month_whatever_their_capitals_and_blanks()
    {
        var report = await ReportAsync(Ann, new ShowLostReasons(From: "2027-02-01", To: "2027-03-31"));

        Assert.Equal([new DateOnly(2027, 3, 1), new DateOnly(2027, 2, 1)], report.Months.Select(m => m.Month));
        var (march, february) = (report.Months[0], report.Months[1]);
        Assert.Equal((1, null), (march.Count, Assert.Single(march.Reasons).Reason));
        var reason = Assert.Single(february.Reasons);
        Assert.Equal("price", reason.Reason, ignoreCase: true);
        Assert.Equal((2, 2, 300m), (february.Count, reason.Count, Assert.Single(reason.Values).Value));
    }

    [Fact]
    public async Task A_month_begins_at_the_readers_midnight()
    {
        var report = await ReportAsync(Ann with { TimeZone = "Europe/Berlin" }, new ShowLostReasons(From: "2027-02-01", To: "2027-03-31"));

        Assert.Equal([2, 1], report.Months.Select(m => (int)m.Count));
    }

    [Fact]
    public async Task A_manager_asks_for_everybody_and_a_user_does_not()
    {
        var everybody = await ReportAsync(boss, new ShowLostReasons("everyone", From: "2027-03-01", To: "2027-03-31"));
        var refused = await World.RunAsync(
            Ann, (ShowLostReasonsHandler h, CancellationToken ct) => h.HandleAsync(new ShowLostReasons("everyone"), ct));

        Assert.Equal(["Went with Fabrikam", null], Assert.Single(everybody.Months).Reasons.Select(r => r.Reason).OrderBy(r => r is null));
        Assert.Equal(RefusalKind.NotAllowed, refused.Refusal?.Kind);
    }

    [Fact]
    public async Task The_card_names_months_reasons_and_what_they_were_worth()
    {
        var answer = await World.PressAsync(
            boss, ShowLostReasons.Verb, new ShowLostReasons("everyone", From: "2027-02-01", To: "2027-03-31"));
        var text = BotDriver.TextOf(JsonSerializer.SerializeToElement(answer.Card, CardJson.Options));

        Assert.Contains("**March 2027** · 2 lost", text, StringComparison.Ordinal);
        Assert.Contains("Went with Fabrikam · 1,000 USD", text, StringComparison.Ordinal);
        Assert.Contains("No reason given", text, StringComparison.Ordinal);
    }

    private async Task<LostReasonsReport> ReportAsync(CurrentUser who, ShowLostReasons asked) => (await World.RunAsync(
        who, (ShowLostReasonsHandler h, CancellationToken ct) => h.HandleAsync(asked, ct))).Value;

    private async Task LostAsync(CurrentUser owner, string title, string? value, string closed, string? reason)
    {
        var deal = await World.DealAsync(owner, title, value, "Proposal");
        await World.PressAsync(owner, LoseDeal.Verb, new LoseDeal(deal, reason ?? "said nowhere"));
        await World.TruthAsync<int>(
            $"""
            with moved as (update deals set closed_at = '{closed}', lost_reason = {(reason is null ? "null" : "lost_reason")}
             where id = '{deal}' returning 1)
            select count(*)::int from moved
            """);
    }
}
