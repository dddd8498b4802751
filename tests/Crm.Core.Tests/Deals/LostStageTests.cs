namespace Crm.Core.Tests.Deals;

/// <summary>A lost deal says why: there is no other way to lose one.</summary>
public sealed class LostStageTests : WorldTests
{
    private PipelineStage lost = null!;

    protected override async Task ArrangeAsync()
    {
        lost = await World.StageAsync(Ann, "Lost");
    }

    [Fact]
    public async Task A_deal_is_not_moved_into_a_stage_for_lost_deals_and_the_refusal_says_what_to_do()
    {
        var deal = await World.DealAsync(Ann, "Vans", "100", "Proposal");

        var moved = await World.PressAsync(Ann, MoveDeal.Verb, new MoveDeal(deal, lost.Id));

        Assert.Contains("Press Lost and say why.", moved.Refusal!.For("stageId"), StringComparison.Ordinal);
        Assert.Equal("OPEN", await World.TruthAsync<string>($"select status from deals where id = '{deal}'"));
        Assert.Null((await World.PressAsync(Ann, LoseDeal.Verb, new LoseDeal(deal, "Too dear"))).Refusal);
        Assert.Null((await World.PressAsync(Ann, ReopenDeal.Verb, new ReopenDeal(deal))).Refusal);
        Assert.Equal("OPEN", await World.TruthAsync<string>($"select status from deals where id = '{deal}'"));
    }

    [Fact]
    public async Task A_new_deal_is_not_lost_and_starts_in_the_first_stage_that_is_not_for_lost_ones()
    {
        await World.TruthAsync<int>(
            $"with first as (update pipeline_stages set position = -1 where id = '{lost.Id}' returning 1) select count(*)::int from first");

        var refused = await World.RunAsync(
            Ann, (CreateDealHandler h, CancellationToken ct) => h.HandleAsync(new CreateDeal("Vans", StageId: lost.Id.ToString()), ct));
        var made = await World.DealAsync(Ann, "Vans");

        Assert.Contains("then press Lost and say why.", refused.Refusal!.For("stageId"), StringComparison.Ordinal);
        Assert.Equal("OPEN", await World.TruthAsync<string>($"select status from deals where id = '{made}'"));
    }

    [Fact]
    public async Task No_card_offers_a_stage_for_lost_deals_and_the_stage_for_won_ones_is_still_there()
    {
        var deal = await World.DealAsync(Ann, "Vans", "100", "Negotiation");
        var won = await World.StageAsync(Ann, "Won");
        await World.TruthAsync<int>(
            "with next as (update pipeline_stages set position = (select position from pipeline_stages where name = 'Won') where id = "
            + $"'{lost.Id}' returning 1) select count(*)::int from next");

        var cards = new[]
        {
            await World.PressAsync(Ann, ShowDeal.Verb, new ShowDeal(deal)), await World.PressAsync(Ann, NewDeal.Verb, new NewDeal()),
            await World.PressAsync(Ann, ListDeals.Verb, new ListDeals()),
        }.Select(answer => JsonSerializer.Serialize(answer.Card, CardJson.Options)).ToList();

        Assert.All(cards, card => Assert.DoesNotContain(lost.Id.ToString(), card, StringComparison.Ordinal));
        Assert.All(cards, card => Assert.Contains(won.Id.ToString(), card, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deal_that_came_in_closed_is_asked_for_its_stage_when_it_is_reopened()
    {
        var won = await World.StageAsync(Ann, "Won");
        var deal = await World.DealAsync(Ann, "Came with an import", "100", "Won");
        var negotiation = await World.StageAsync(Ann, "Negotiation");

        var card = JsonSerializer.Serialize((await World.PressAsync(Ann, ShowDeal.Verb, new ShowDeal(deal))).Card, CardJson.Options);
        Assert.Contains("Stage in which it goes on", card, StringComparison.Ordinal);
        Assert.DoesNotContain(won.Id.ToString(), card, StringComparison.Ordinal);
        Assert.Contains(
            "choose the open stage", (await World.PressAsync(Ann, ReopenDeal.Verb, new ReopenDeal(deal))).Refusal!.For("stageId"),
            StringComparison.Ordinal);
        Assert.Contains(
            "choose the open stage", (await World.PressAsync(Ann, ReopenDeal.Verb, new ReopenDeal(deal, won.Id))).Refusal!.For("stageId"),
            StringComparison.Ordinal);

        Assert.Null((await World.PressAsync(Ann, ReopenDeal.Verb, new ReopenDeal(deal, negotiation.Id))).Refusal);
        Assert.Equal(
            negotiation.Id,
            await World.TruthAsync<Guid>($"select stage_id from deals where id = '{deal}' and status = 'OPEN' and closed_at is null"));

        // From now on it has a stage to go back to.
        await World.PressAsync(Ann, LoseDeal.Verb, new LoseDeal(deal, "Too dear"));
        Assert.Null((await World.PressAsync(Ann, ReopenDeal.Verb, new ReopenDeal(deal))).Refusal);
        Assert.Equal(negotiation.Id, await World.TruthAsync<Guid>($"select stage_id from deals where id = '{deal}'"));
    }
}
