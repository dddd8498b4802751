using Crm.Core.Pipeline;

namespace Crm.Core.Deals;

/// <summary>Where a closed deal stood before it was closed.</summary>
internal static class FormerStage
{
    private static readonly Expression<Func<PipelineStage, bool>> IsOpen =
        s => s.IsActive && (s.StageType == StageType.Lead || s.StageType == StageType.Opportunity);

    private static readonly Func<DbContext, Guid, CancellationToken, Task<Guid?>> Last = EF.CompileAsyncQuery(
        (DbContext db, Guid dealId, CancellationToken _) => db.Set<DealStageEntry>()
            .Where(h => h.DealId == dealId && db.Set<PipelineStage>().Where(IsOpen).Any(s => s.Id == h.ToStageId))
            .OrderByDescending(h => h.EnteredAt).ThenByDescending(h => h.Id).Select(h => (Guid?)h.ToStageId).FirstOrDefault());

    /// <returns>
    /// The open stage that it was in last, if the pipeline still has it; null for a deal that came in closed, by an import for instance.
    /// </returns>
    public static Task<Guid?> OfAsync(ICrmDb db, Guid dealId, CancellationToken ct) => Last(db.Context, dealId, ct);

    /// <summary>Stages in which a deal is open.</summary>
    public static IQueryable<PipelineStage> Open(ICrmDb db) => db.Stages.Where(IsOpen);
}
