using Crm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Pipeline;

/// <summary>The pipeline's stages in their order, inactive ones too.</summary>
public sealed record ShowStages
{
    public const string Verb = "stages";
}

/// <summary>A stage's form, with what was typed before; without an id that of a new one.</summary>
public sealed record EditStage(Guid? Id = null, SaveStage? Typed = null, Refusal? Why = null)
{
    public const string Verb = "stage.edit";
}

/// <param name="Stage">Null for a new one.</param>
public sealed record StageForm(StageView? Stage, SaveStage? Typed, Refusal? Why);

public sealed class ShowStagesHandler(ICrmDb db, CurrentUser user)
{
    public async Task<Result<IReadOnlyList<StageView>>> AllAsync(ShowStages show, CancellationToken ct) =>
        (await db.Stages.AsNoTracking().OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct)).Select(StageView.Of).ToList();

    public async Task<Result<StageForm>> FormAsync(EditStage edit, CancellationToken ct)
    {
        if (user.Role is not Role.Admin)
        {
            return Refusal.NotAllowed("Only an administrator changes the pipeline.");
        }

        var stage = edit.Id is { } id ? await db.Stages.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) : null;
        return edit.Id is not null && stage is null ? Refusal.NotFound("stage") : new StageForm(stage is null ? null : StageView.Of(stage), edit.Typed, edit.Why);
    }
}
