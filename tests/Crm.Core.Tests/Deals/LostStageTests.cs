using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Deals;
using Crm.Core.Pipeline;
using Crm.Testing;

namespace Crm.Core.Tests.Deals;

/// <summary>A lost deal says why: there is no other way to lose one.</summary>
public sealed class LostStageTests : IAsyncLifetime
{
    private World world = null!;
    private CurrentUser ann = null!;
    private PipelineStage lost = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        ann = await world.UserAsync("Ann Miller");
        lost = await world.StageAsync(ann, "Lost");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_deal_is_not_moved_into_a_stage_for_lost_deals_and_the_refusal_says_what_to_do()
    {
        var deal = await world.DealAsync(ann, "Vans", "100", "Proposal");

        var moved = await world.PressAsync(ann, MoveDeal.Verb, new MoveDeal(deal, lost.Id));

        Assert.Contains("Press Lost and say why.", moved.Refusal!.For("stageId"), StringComparison.Ordinal);
        Assert.Equal("OPEN", await world.TruthAsync<string>($"select status from deals where id = '{deal}'"));
        Assert.Null((await world.PressAsync(ann, LoseDeal.Verb, new LoseDeal(deal, "Too dear"))).Refusal);
        Assert.Null((await world.PressAsync(ann, ReopenDeal.Verb, new ReopenDeal(deal))).Refusal);
        Assert.Equal("OPEN", await world.TruthAsync<string>($"select status from deals where id = '{deal}'"));
    }

    [Fact]
    public async Task A_new_deal_is_not_lost_and_starts_in_the_first_stage_that_is_not_for_lost_ones()
    {
        await world.TruthAsync<int>(
            $"with first as (update pipeline_stages set position = -1 where id = '{lost.Id}' returning 1) select count(*)::int from first");

        var refused = await world.RunAsync(
            ann, (CreateDealHandler h, CancellationToken ct) => h.HandleAsync(new CreateDeal("Vans", StageId: lost.Id.ToString()), ct));
        var made = await world.DealAsync(ann, "Vans");

        Assert.Contains("then press Lost and say why.", refused.Refusal!.For("stageId"), StringComparison.Ordinal);
        Assert.Equal("OPEN", await world.TruthAsync<string>($"select status from deals where id = '{made}'"));
    }

    [Fact]
    public async Task No_card_offers_a_stage_for_lost_deals_and_the_stage_for_won_ones_is_still_there()
    {
        var deal = await world.DealAsync(ann, "Vans", "100", "Negotiation");
        var won = await world.StageAsync(ann, "Won");
        await world.TruthAsync<int>(
            "with next as (update pipeline_stages set position = (select position from pipeline_stages where name = 'Won') where id = "
            + $"'{lost.Id}' returning 1) select count(*)::int from next");

        var cards = new[]
        {
            await world.PressAsync(ann, ShowDeal.Verb, new ShowDeal(deal)), await world.PressAsync(ann, NewDeal.Verb, new NewDeal()),
            await world.PressAsync(ann, ListDeals.Verb, new ListDeals()),
        }.Select(answer => JsonSerializer.Serialize(answer.Card, CardJson.Options)).ToList();

        Assert.All(cards, card => Assert.DoesNotContain(lost.Id.ToString(), card, StringComparison.Ordinal));
        Assert.All(cards, card => Assert.Contains(won.Id.ToString(), card, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deal_that_came_in_closed_is_asked_for_its_stage_when_it_is_reopened()
    {
        var won = await world.StageAsync(ann, "Won");
        var deal = await world.DealAsync(ann, "Came with an import", "100", "Won");
        var negotiation = await world.StageAsync(ann, "Negotiation");

        var card = JsonSerializer.Serialize((await world.PressAsync(ann, ShowDeal.Verb, new ShowDeal(deal))).Card, CardJson.Options);
        Assert.Contains("Stage in which it goes on", card, StringComparison.Ordinal);
        Assert.DoesNotContain(won.Id.ToString(), card, StringComparison.Ordinal);
        Assert.Contains(
            "choose the open stage", (await world.PressAsync(ann, ReopenDeal.Verb, new ReopenDeal(deal))).Refusal!.For("stageId"),
            StringComparison.Ordinal);
        Assert.Contains(
            "choose the open stage", (await world.PressAsync(ann, ReopenDeal.Verb, new ReopenDeal(deal, won.Id))).Refusal!.For("stageId"),
            StringComparison.Ordinal);

        Assert.Null((await world.PressAsync(ann, ReopenDeal.Verb, new ReopenDeal(deal, negotiation.Id))).Refusal);
        Assert.Equal(
            negotiation.Id,
            await world.TruthAsync<Guid>($"select stage_id from deals where id = '{deal}' and status = 'OPEN' and closed_at is null"));

        // From now on it has a stage to go back to.
        await world.PressAsync(ann, LoseDeal.Verb, new LoseDeal(deal, "Too dear"));
        Assert.Null((await world.PressAsync(ann, ReopenDeal.Verb, new ReopenDeal(deal))).Refusal);
        Assert.Equal(negotiation.Id, await world.TruthAsync<Guid>($"select stage_id from deals where id = '{deal}'"));
    }
}
