using Crm.Core.Cards;
using Crm.Core.Database;
using Crm.Core.Deals;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.ChatCommands;

/// <summary>
/// "hold Twelve vans": the one open deal of that name is put on hold; of several, or of names that are only like it, they choose.
/// </summary>
public sealed record HoldDealByName(string? Name = null) : ICardRequest
{
    public static string Verb => "deal.hold-named";
}

/// <summary>"resume Twelve vans".</summary>
public sealed record ResumeDealByName(string? Name = null) : ICardRequest
{
    public static string Verb => "deal.resume-named";
}

public sealed class HoldDealByNameHandler(ICrmDb db, RecordsByName named, HoldDealHandler deals)
{
    public async Task<Result<ChangedByName>> HoldAsync(HoldDealByName ask, CancellationToken ct)
    {
        var found = await FindAsync(ask.Name, DealStatus.Open, ct);
        return found.Only is { } id ? ChangedByName.Of(await deals.HoldAsync(new HoldDeal(id), ct)) : new ChangedByName(null, found);
    }

    public async Task<Result<ChangedByName>> ResumeAsync(ResumeDealByName ask, CancellationToken ct)
    {
        var found = await FindAsync(ask.Name, DealStatus.OnHold, ct);
        return found.Only is { } id ? ChangedByName.Of(await deals.ResumeAsync(new ResumeDeal(id), ct)) : new ChangedByName(null, found);
    }

    private Task<NamedRecords> FindAsync(string? name, DealStatus status, CancellationToken ct) => named.FindAsync(
        HitKind.Deal, name,
        ids => db.Deals.NotDeleted().Where(d => ids.Contains(d.Id) && d.Status == status).Select(d => d.Id).ToListAsync(ct), ct);
}

/// <summary>Which deal is meant.</summary>
public static class ChooseDealCard
{
    public static AdaptiveCard Hold(NamedRecords found) => ChooseRecordCard.For(
        found, "open deal", "Nothing is on hold yet.",
        hit => ExecuteAction.Press("Put on hold", new HoldDeal(hit.Id)));

    public static AdaptiveCard Resume(NamedRecords found) => ChooseRecordCard.For(
        found, "deal on hold", "Nothing is resumed yet.",
        hit => ExecuteAction.Press("Resume", new ResumeDeal(hit.Id)));
}
