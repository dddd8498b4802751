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
    public async Task<Result<ChangedByName>> HandleAsync(HoldDealByName ask, CancellationToken ct)
    {
        var found = await named.FindAsync(ask.Name, DealStatus.Open, ct);
        return found.Only is { } id ? ChangedByName.Of(await deals.HandleAsync(new HoldDeal(id), ct)) : new ChangedByName(null, found);
    }
}
