using Crm.Core.Deals;

namespace Crm.Core.ChatCommands;

/// <summary>"resume Twelve vans".</summary>
public sealed record ResumeDealByName(string? Name = null) : ICardRequest
{
    public static string Verb => "deal.resume-named";
}

public sealed class ResumeDealByNameHandler(DealsByName named, ResumeDealHandler deals) : IChangesData
{
    public async Task<Result<ChangedByName>> HandleAsync(ResumeDealByName ask, CancellationToken ct)
    {
        var found = await named.FindAsync(ask.Name, DealStatus.OnHold, ct);
        return found.Only is { } id ? ChangedByName.Of(await deals.HandleAsync(new ResumeDeal(id), ct)) : new ChangedByName(null, found);
    }
}
