namespace Crm.Core.Tests.Deals;

/// <summary>A deal on hold is neither won nor lost, and in no forecast until it is resumed.</summary>
public sealed class HoldDealTests : WorldTests
{
    private CurrentUser bob = null!;
    private CurrentUser boss = null!;

    protected override async Task ArrangeAsync()
    {
        bob = await World.UserAsync("Bob Stone");
        boss = await World.UserAsync("Carla Boss", Role.Manager);
    }

    [Theory]
    [InlineData(Door.Teams)]
    [InlineData(Door.Outlook)]
    public async Task A_deal_is_put_on_hold_in_its_stage_and_resumed_there_from_its_card(Door door)
    {
        var me = Ann with { Door = door };
        var deal = await World.DealAsync(Ann, "Twelve vans", "100", "Proposal");
        var card = await World.PressAsync(me, ShowDeal.Verb, new ShowDeal(deal));

        var held = await PressAsync(me, card, "Put on hold");

        Assert.Equal(("ON_HOLD", "Proposal"), await StandsAsync(deal));
        Says("On hold", held);
        Says("Status: Open → On hold", held);
        Assert.DoesNotContain("Put on hold", Buttons(held));

        var resumed = await PressAsync(me, held, "Resume");

        Assert.Equal(("OPEN", "Proposal"), await StandsAsync(deal));
        Assert.Contains("Put on hold", Buttons(resumed));
        Assert.DoesNotContain("Resume", Buttons(resumed));
    }

    [Fact]
    public async Task Putting_it_on_hold_twice_changes_nothing_the_second_time()
    {
        var deal = await World.DealAsync(Ann, "Twelve vans");
        await World.PressAsync(Ann, HoldDeal.Verb, new HoldDeal(deal));
        var version = await VersionAsync(deal);

        Assert.Null((await World.PressAsync(Ann, HoldDeal.Verb, new HoldDeal(deal))).Refusal);
        Assert.Equal(version, await VersionAsync(deal));

        await World.PressAsync(Ann, ResumeDeal.Verb, new ResumeDeal(deal));
        Assert.Null((await World.PressAsync(Ann, ResumeDeal.Verb, new ResumeDeal(deal))).Refusal);
        Assert.Equal(version + 1, await VersionAsync(deal));
    }

    [Fact]
    public async Task Undo_takes_holding_and_resuming_back()
    {
        var deal = await World.DealAsync(Ann, "Twelve vans");
        await World.PressAsync(Ann, HoldDeal.Verb, new HoldDeal(deal));

        await World.PressAsync(Ann, UndoLast.Verb, new UndoLast());
        Assert.Equal("OPEN", (await StandsAsync(deal)).Status);

        await World.PressAsync(Ann, HoldDeal.Verb, new HoldDeal(deal));
        await World.PressAsync(Ann, ResumeDeal.Verb, new ResumeDeal(deal));
        await World.PressAsync(Ann, UndoLast.Verb, new UndoLast());
        Assert.Equal("ON_HOLD", (await StandsAsync(deal)).Status);
    }

    [Theory]
    [InlineData("Won", "won")]
    [InlineData("Lost", "lost")]
    public async Task A_closed_deal_is_neither_put_on_hold_nor_resumed(string stage, string told)
    {
        var deal = await World.DealAsync(Ann, "Twelve vans", "100", "Proposal");
        await (stage is "Won"
            ? World.PressAsync(Ann, WinDeal.Verb, new WinDeal(deal))
            : World.PressAsync(Ann, LoseDeal.Verb, new LoseDeal(deal, "Too dear")));

        var held = await World.PressAsync(Ann, HoldDeal.Verb, new HoldDeal(deal));
        var resumed = await World.PressAsync(Ann, ResumeDeal.Verb, new ResumeDeal(deal));

        Says($"This deal is {told} and cannot be put on hold. Press Reopen first.", held);
        Says($"This deal is {told} and cannot be resumed.", resumed);
        Assert.Equal(told.ToUpperInvariant(), (await StandsAsync(deal)).Status);
    }

    [Fact]
    public async Task A_deal_on_hold_is_won_lost_or_moved_on_as_an_open_one_and_its_history_says_that_it_went_on()
    {
        var (won, lost, moved) = (await HeldAsync("Won one"), await HeldAsync("Lost one"), await HeldAsync("Moved one"));
        var negotiation = await World.StageAsync(Ann, "Negotiation");

        await World.PressAsync(Ann, WinDeal.Verb, new WinDeal(won));
        await World.PressAsync(Ann, LoseDeal.Verb, new LoseDeal(lost, "Too dear"));
        var card = await World.PressAsync(Ann, MoveDeal.Verb, new MoveDeal(moved, negotiation.Id));

        Assert.Equal("WON", (await StandsAsync(won)).Status);
        Assert.Equal("LOST", (await StandsAsync(lost)).Status);
        Assert.Equal(("OPEN", "Negotiation"), await StandsAsync(moved));
        Says("On hold → Open", card);
    }

    [Fact]
    public async Task Only_its_owner_a_manager_or_an_administrator_puts_a_deal_on_hold()
    {
        var deal = await World.DealAsync(Ann, "Twelve vans");

        Assert.NotNull((await World.PressAsync(bob, HoldDeal.Verb, new HoldDeal(deal))).Refusal);
        Assert.Equal("OPEN", (await StandsAsync(deal)).Status);

        Assert.Null((await World.PressAsync(boss, HoldDeal.Verb, new HoldDeal(deal))).Refusal);
        Assert.Equal("ON_HOLD", (await StandsAsync(deal)).Status);
    }

    [Fact]
    public async Task A_press_on_a_card_that_is_out_of_date_does_nothing_and_shows_how_the_deal_stands()
    {
        var deal = await World.DealAsync(Ann, "Twelve vans", "100", "Proposal");
        var old = await World.PressAsync(Ann, ShowDeal.Verb, new ShowDeal(deal));
        await World.PressAsync(boss, MoveDeal.Verb, new MoveDeal(deal, (await World.StageAsync(boss, "Negotiation")).Id));

        var answer = await PressAsync(Ann, old, "Put on hold");

        Says("Nothing was done: your card was out of date.", answer);
        Assert.Equal(("OPEN", "Negotiation"), await StandsAsync(deal));
    }

    [Fact]
    public async Task A_deal_on_hold_is_in_no_forecast_and_no_sum_of_won_or_lost_ones_and_is_found_by_its_status()
    {
        await World.DealAsync(Ann, "Open one", "100", "Proposal");
        var held = await HeldAsync("Held one", "1000");

        var people = (await World.RunAsync(
            Ann, (ShowPerformanceHandler h, CancellationToken ct) => h.HandleAsync(new ShowPerformance(), ct))).Value;

        Assert.Equal((1, 100), await ForecastAsync());
        Assert.Equal(0, people.People.Sum(p => p.WonCount + p.LostCount));
        Assert.Equal(["Held one"], await TitlesAsync("status is \"On hold\""));
        Assert.Equal(["Open one"], await TitlesAsync("status is Open"));
        Says("on hold", await World.PressAsync(Ann, ListDeals.Verb, new ListDeals("status is \"On hold\"")));

        await World.PressAsync(Ann, ResumeDeal.Verb, new ResumeDeal(held));
        Assert.Equal((2, 1100), await ForecastAsync());
    }

    [Fact]
    public async Task By_name_the_one_deal_that_is_called_so_is_held_and_resumed()
    {
        var deal = await World.DealAsync(Ann, "Twelve vans");

        Says("On hold", await World.PressAsync(Ann, HoldDealByName.Verb, new HoldDealByName("twelve VANS")));
        Assert.Equal("ON_HOLD", (await StandsAsync(deal)).Status);

        await World.PressAsync(Ann, ResumeDealByName.Verb, new ResumeDealByName("the deal Twelve vans"));
        Assert.Equal("OPEN", (await StandsAsync(deal)).Status);
    }

    [Fact]
    public async Task By_name_a_closed_deal_of_the_same_name_does_not_stand_in_the_way()
    {
        var closed = await World.DealAsync(Ann, "Twelve vans");
        var open = await World.DealAsync(Ann, "Twelve vans");
        await World.PressAsync(Ann, WinDeal.Verb, new WinDeal(closed));

        await World.PressAsync(Ann, HoldDealByName.Verb, new HoldDealByName("Twelve vans"));

        Assert.Equal(("WON", "ON_HOLD"), ((await StandsAsync(closed)).Status, (await StandsAsync(open)).Status));
    }

    [Fact]
    public async Task By_name_a_deal_that_is_only_called_like_it_is_asked_about_and_a_name_that_nobody_knows_is_said()
    {
        var deal = await World.DealAsync(Ann, "Twelve vans");

        var asked = await World.PressAsync(Ann, HoldDealByName.Verb, new HoldDealByName("vans"));
        Says("Nothing is on hold yet.", asked);
        Assert.Equal("OPEN", (await StandsAsync(deal)).Status);

        await PressAsync(Ann, asked, "Put on hold");
        Assert.Equal("ON_HOLD", (await StandsAsync(deal)).Status);
        Says("I know no open deal “Zebras”", await World.PressAsync(Ann, HoldDealByName.Verb, new HoldDealByName("Zebras")));
    }

    private async Task<(long Count, decimal Value)> ForecastAsync()
    {
        var report = await World.RunAsync(Ann, (ShowPipelineHandler h, CancellationToken ct) => h.HandleAsync(new ShowPipeline(), ct));
        return (report.Value.Totals.Sum(t => t.Count), report.Value.Totals.Sum(t => t.Value));
    }

    private async Task<Guid> HeldAsync(string title, string value = "100")
    {
        var deal = await World.DealAsync(Ann, title, value, "Proposal");
        await World.PressAsync(Ann, HoldDeal.Verb, new HoldDeal(deal));
        return deal;
    }

    private async Task<(string Status, string Stage)> StandsAsync(Guid deal) => (
        await World.TruthAsync<string>($"select status from deals where id = '{deal}'"),
        await World.TruthAsync<string>($"select s.name from deals d join pipeline_stages s on s.id = d.stage_id where d.id = '{deal}'"));

    private Task<int> VersionAsync(Guid deal) => World.TruthAsync<int>($"select version from deals where id = '{deal}'");

    private async Task<IEnumerable<string>> TitlesAsync(string filter) =>
        (await World.RunAsync(Ann, (ListDealsHandler h, CancellationToken ct) => h.HandleAsync(new ListDeals(filter), ct)))
        .Value.Page.Items.Select(d => d.Title);

    private Task<CardAnswer> PressAsync(CurrentUser who, CardAnswer shown, string title)
    {
        var button = BotDriver.Buttons(JsonSerializer.SerializeToElement(shown.Card, CardJson.Options))
            .First(b => b.TryGetProperty("title", out var t) && t.GetString() == title);
        return World.PressAsync(who, button.GetProperty("verb").GetString()!, button.GetProperty("data"));
    }

    private static void Says(string text, CardAnswer answer) => Assert.Contains(text, Text(answer), StringComparison.Ordinal);

    private static string Text(CardAnswer answer) => BotDriver.TextOf(JsonSerializer.SerializeToElement(answer.Card, CardJson.Options));

    private static IEnumerable<string?> Buttons(CardAnswer answer) =>
        BotDriver.Buttons(JsonSerializer.SerializeToElement(answer.Card, CardJson.Options)).Select(b => b.GetProperty("title").GetString());
}
