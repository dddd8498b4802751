using Crm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Deals;

/// <summary>Puts a deal into a stage; pressed in a list, the answer is that list as it stands then.</summary>
public sealed record MoveDeal(Guid DealId, Guid StageId, ListDeals? Back = null)
{
    public const string Verb = "deal.move";
}

public sealed class MoveDealHandler(ICrmDb db, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(MoveDeal move, CancellationToken ct)
    {
        var deal = await db.Deals.NotDeleted().SingleOrDefaultAsync(d => d.Id == move.DealId, ct);
        if (deal is null)
        {
            return Refusal.NotFound("deal");
        }

        var stage = await db.Stages.SingleOrDefaultAsync(s => s.Id == move.StageId && s.IsActive, ct);
        if (stage is null)
        {
            return Refusal.Invalid(new FieldError("stageId", "Please choose a stage of the pipeline."));
        }

        deal.MoveTo(stage, clock.GetUtcNow());
        return await db.SaveAsync(ct) is { } refused ? refused : deal.Id;
    }
}
