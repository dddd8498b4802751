using Crm.Core.Pipeline;

namespace Crm.Core.Deals;

/// <summary>
/// Puts a deal into a stage, except into one for lost deals (<see cref="LoseDeal"/> asks why); pressed in a list, the answer is that list
/// as it stands then.
/// </summary>
/// <param name="Version">The version that the person saw.</param>
public sealed record MoveDeal(Guid DealId, Guid StageId, ListDeals? Back = null, int? Version = null) : ICardRequest
{
    public static string Verb => "deal.move";
}

public sealed class MoveDealHandler(ICrmDb db, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(MoveDeal move, CancellationToken ct)
    {
        var deal = await db.Deals.NotDeleted().SingleOrDefaultAsync(d => d.Id == move.DealId, ct);
        if (deal is null)
        {
            return Refusal.NotFound("deal");
        }

        if (deal.RefusedTo(user, move.Version) is { } no)
        {
            return no;
        }

        var stage = await db.Stages.SingleOrDefaultAsync(s => s.Id == move.StageId && s.IsActive, ct);
        if (stage is null)
        {
            return Refusal.Invalid(new FieldError("stageId", Deal.StageNeeded));
        }

        if (stage.StageType is StageType.Lost)
        {
            return Refusal.Invalid(
                new FieldError("stageId", $"“{stage.Name}” is for lost deals, and a lost deal says why. Press Lost and say why."));
        }

        deal.MoveTo(stage, clock.GetUtcNow());
        return await db.SaveAsync(ct) is { } refused ? refused : deal.Id;
    }
}
