namespace Crm.Core.Administration;

/// <summary>The pipeline's stages in their order, inactive ones too.</summary>
public sealed record ShowStages : ICardRequest
{
    public static string Verb => "stages";
}

public sealed class ShowStagesHandler(ICrmDb db)
{
    public async Task<Result<IReadOnlyList<StageView>>> HandleAsync(ShowStages show, CancellationToken ct) =>
        (await db.Stages.AsNoTracking().OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct)).Select(StageView.Of).ToList();
}
