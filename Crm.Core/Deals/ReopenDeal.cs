namespace Crm.Core.Deals;

/// <summary>
/// Opens a closed deal again, in the stage it was closed from unless one is named; of a deal that came in closed, one must be.
/// </summary>
public sealed record ReopenDeal(Guid DealId, Guid? StageId = null, int? Version = null) : ICardRequest
{
    public static string Verb => "deal.reopen";
}

public sealed class ReopenDealHandler(ICrmDb db, DealWriter write) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(ReopenDeal reopen, CancellationToken ct)
    {
        var open = FormerStage.Open(db);
        var stage = (reopen.StageId ?? await FormerStage.OfAsync(db, reopen.DealId, ct)) is { } id
            ? await open.SingleOrDefaultAsync(s => s.Id == id, ct)
            : null;
        return await write.EnterAsync(
            reopen.DealId, reopen.Version, stage, reason: null, "Please choose the open stage in which the deal goes on.", ct);
    }
}
