using Crm.Core.Cards;
using Crm.Core.Deals;
using Crm.Testing;

namespace Crm.Core.Tests.Deals;

public sealed class CloseDealTests : WorldTests
{
    [Fact]
    public async Task A_deal_is_won_lost_with_a_reason_and_reopened_where_it_stood()
    {
        var deal = await World.DealAsync(Ann, "Vans", "100", "Negotiation");
        Task<Result<DealView>> CloseAsync(Func<CloseDealHandler, CancellationToken, Task<Result<DealView>>> act) =>
            World.RunAsync(Ann, act);

        Assert.Equal("The reason is needed.", (await CloseAsync((h, ct) => h.LoseAsync(new LoseDeal(deal), ct))).Refusal!.For("reason"));
        Assert.Equal(DealStatus.Lost, (await CloseAsync((h, ct) => h.LoseAsync(new LoseDeal(deal, "Too dear"), ct))).Value.Status);
        Assert.Equal(
            "Too dear", await World.TruthAsync<string>($"select lost_reason from deals where id = '{deal}' and closed_at is not null"));
        World.Clock.Pass(TimeSpan.FromHours(1));
        var reopened = await CloseAsync((h, ct) => h.ReopenAsync(new ReopenDeal(deal), ct));
        Assert.Equal(("Negotiation", DealStatus.Open), (reopened.Value.Stage, reopened.Value.Status));
        Assert.Equal(DealStatus.Won, (await CloseAsync((h, ct) => h.WinAsync(new WinDeal(deal), ct))).Value.Status);
        Assert.Equal(
            1L, await World.TruthAsync<long>(
                $"select count(*) from deals where id = '{deal}' and lost_reason is null and closed_at is not null"));
    }
}
