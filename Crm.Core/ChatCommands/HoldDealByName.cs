using Crm.Core.Deals;

namespace Crm.Core.ChatCommands;

/// <summary>
/// "hold Twelve vans": the one open deal of that name is put on hold; of several, or of names that are only like it, they choose.
/// </summary>
public sealed record HoldDealByName(string? Name = null) : ICardRequest
{
    public static string Verb => "deal.hold-named";
}

public sealed class HoldDealByNameHandler(DealsByName named, HoldDealHandler deals) : IChangesData
{
    public Task<Result<ChangedByName>> HandleAsync(HoldDealByName ask, CancellationToken ct) =>
        named.ChangeAsync(ask.Name, DealStatus.Open, id => deals.HandleAsync(new HoldDeal(id), ct), ct);
}
