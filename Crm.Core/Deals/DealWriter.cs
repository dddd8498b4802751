using Crm.Core.Pipeline;

namespace Crm.Core.Deals;

/// <summary>One change of a deal, by whoever may: its owner, a manager, an administrator.</summary>
public sealed class DealWriter(ICrmDb db, CurrentUser user, TimeProvider clock)
{
    /// <param name="change">Says why it is refused; null when it is done.</param>
    public async Task<Result<Guid>> ChangeAsync(Guid id, int? version, Func<Deal, Refusal?> change, CancellationToken ct)
    {
        var deal = await db.Deals.NotDeleted().SingleOrDefaultAsync(d => d.Id == id, ct);
        if (deal is null)
        {
            return Refusal.NotFound("deal");
        }

        if ((deal.RefusedTo(user, version) ?? change(deal)) is { } no)
        {
            return no;
        }

        return await db.SaveAsync(ct) is { } refused ? refused : deal.Id;
    }

    /// <summary>Into a stage that closes the deal or opens it again.</summary>
    /// <param name="stage">Null where the pipeline has none, as <paramref name="noStage"/> says.</param>
    public Task<Result<Guid>> EnterAsync(
        Guid dealId, int? version, PipelineStage? stage, string? reason, string noStage, CancellationToken ct) => ChangeAsync(
        dealId, version,
        deal =>
        {
            if (stage is null)
            {
                return Refusal.Invalid(new FieldError("stageId", noStage));
            }

            deal.MoveTo(stage, clock.GetUtcNow());
            deal.LostBecause(reason);
            return null;
        },
        ct);

    /// <summary>The first active stage of the pipeline of this kind.</summary>
    public Task<PipelineStage?> FirstAsync(StageType type, CancellationToken ct) =>
        db.Stages.Where(s => s.IsActive && s.StageType == type).OrderBy(s => s.Position).ThenBy(s => s.Id).FirstOrDefaultAsync(ct);
}
