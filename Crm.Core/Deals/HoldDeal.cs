namespace Crm.Core.Deals;

/// <summary>Nobody works on an open deal for now: it keeps its stage, and no forecast counts it until <see cref="ResumeDeal"/>.</summary>
/// <param name="Version">The version that the person saw.</param>
public sealed record HoldDeal(Guid DealId, int? Version = null) : ICardRequest, IDealPress
{
    public static string Verb => "deal.hold";
}

public sealed class HoldDealHandler(DealWriter write) : DealPressHandler<HoldDeal>(write, deal => deal.PutOnHold());
