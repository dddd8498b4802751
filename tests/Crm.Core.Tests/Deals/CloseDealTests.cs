namespace Crm.Core.Tests.Deals;

public sealed class CloseDealTests : WorldTests
{
    [Fact]
    public async Task A_deal_is_won_lost_with_a_reason_and_reopened_where_it_stood()
    {
        var deal = await World.DealAsync(Ann, "Vans", "100", "Negotiation");
        Task<Result<Guid>> LoseAsync(string? reason) => World.RunAsync(
            Ann, (LoseDealHandler h, CancellationToken ct) => h.HandleAsync(new LoseDeal(deal, reason), ct));

        Assert.Equal("The reason is needed.", (await LoseAsync(null)).Refusal!.For("reason"));
        await LoseAsync("Too dear");
        Assert.Equal(DealStatus.Lost, (await World.SeenDealAsync(Ann, deal)).Status);
        Assert.Equal(
            "Too dear", await World.TruthAsync<string>($"select lost_reason from deals where id = '{deal}' and closed_at is not null"));
        World.Clock.Pass(TimeSpan.FromHours(1));
        await World.RunAsync(
            Ann, (ReopenDealHandler h, CancellationToken ct) => h.HandleAsync(new ReopenDeal(deal), ct));
        var reopened = await World.SeenDealAsync(Ann, deal);
        Assert.Equal(("Negotiation", DealStatus.Open), (reopened.Stage, reopened.Status));
        await World.RunAsync(Ann, (WinDealHandler h, CancellationToken ct) => h.HandleAsync(new WinDeal(deal), ct));
        Assert.Equal(DealStatus.Won, (await World.SeenDealAsync(Ann, deal)).Status);
        Assert.Equal(
            1L, await World.TruthAsync<long>(
                $"select count(*) from deals where id = '{deal}' and lost_reason is null and closed_at is not null"));
    }
}
