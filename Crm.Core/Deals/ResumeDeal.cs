namespace Crm.Core.Deals;

/// <summary>A deal on hold goes on where it stood.</summary>
/// <param name="Version">The version that the person saw.</param>
public sealed record ResumeDeal(Guid DealId, int? Version = null) : ICardRequest, IDealPress
{
    public static string Verb => "deal.resume";
}

public sealed class ResumeDealHandler(DealWriter write) : DealPressHandler<ResumeDeal>(write, deal => deal.Resume());
