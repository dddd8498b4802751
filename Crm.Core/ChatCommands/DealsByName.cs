using Crm.Core.Deals;

namespace Crm.Core.ChatCommands;

/// <summary>Deals of one status by their titles.</summary>
public sealed class DealsByName(ICrmDb db, RecordsByName named)
{
    /// <summary>Changes the one that is meant; of several, they choose.</summary>
    public async Task<Result<ChangedByName>> ChangeAsync(
        string? name, DealStatus status, Func<Guid, Task<Result<Guid>>> change, CancellationToken ct)
    {
        var found = await FindAsync(name, status, ct);
        return found.Only is { } id ? ChangedByName.Of(await change(id)) : new ChangedByName(null, found);
    }

    private Task<NamedRecords> FindAsync(string? name, DealStatus status, CancellationToken ct) => named.FindAsync(
        RecordKind.Deal, name,
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
