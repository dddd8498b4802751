using Crm.Core.Pipeline;

namespace Crm.Core.Deals;

public sealed record WinDeal(Guid DealId, int? Version = null) : ICardRequest
{
    public static string Verb => "deal.win";
}

public sealed class WinDealHandler(DealWriter write) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(WinDeal win, CancellationToken ct) =>
        await write.EnterAsync(
            win.DealId, win.Version, await write.FirstAsync(StageType.Won, ct), reason: null,
            "The pipeline has no stage for won deals.", ct);
}
