using Crm.Core.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Deals;

/// <summary>Where a closed deal stood before it was closed.</summary>
internal static class FormerStage
{
    /// <returns>The open stage that it was in last, if the pipeline still has it; null for a deal that came in closed, by an import for instance.</returns>
    public static Task<Guid?> OfAsync(ICrmDb db, Guid dealId, CancellationToken ct) =>
        db.StageHistory.Where(h => h.DealId == dealId && Open(db).Any(s => s.Id == h.ToStageId))
            .OrderByDescending(h => h.EnteredAt).ThenByDescending(h => h.Id).Select(h => (Guid?)h.ToStageId).FirstOrDefaultAsync(ct);

    /// <summary>Stages in which a deal is open.</summary>
    public static IQueryable<PipelineStage> Open(ICrmDb db) => db.Stages.Where(s => s.IsActive && (s.StageType == StageType.Lead || s.StageType == StageType.Opportunity));
}
