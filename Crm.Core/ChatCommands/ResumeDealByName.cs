using Crm.Core.Deals;

namespace Crm.Core.ChatCommands;

/// <summary>"resume Twelve vans".</summary>
public sealed record ResumeDealByName(string? Name = null) : ICardRequest
{
    public static string Verb => "deal.resume-named";
}

public sealed class ResumeDealByNameHandler(DealsByName named, ResumeDealHandler deals) : IChangesData
{
    public Task<Result<ChangedByName>> HandleAsync(ResumeDealByName ask, CancellationToken ct) =>
        named.ChangeAsync(ask.Name, DealStatus.OnHold, id => deals.HandleAsync(new ResumeDeal(id), ct), ct);
}
