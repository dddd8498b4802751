namespace Crm.Core.Administration;

/// <summary>A stage's form, with what was typed before; without an id that of a new one.</summary>
public sealed record EditStage(Guid? Id = null, SaveStage? Typed = null, Refusal? Why = null) : ICardRequest
{
    public static string Verb => "stage.edit";
}

/// <param name="Stage">Null for a new one.</param>
/// <param name="Values">What stands in the inputs, over which version of the stage.</param>
public sealed record StageForm(StageView? Stage, SaveStage Values, Refusal? Why);

public sealed class EditStageHandler(ICrmDb db, CurrentUser user)
{
    public async Task<Result<StageForm>> HandleAsync(EditStage edit, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("the pipeline");
        }

        var found = edit.Id is { } id ? await db.Stages.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) : null;
        if (found is null)
        {
            return edit.Id is null ? new StageForm(null, edit.Typed ?? new SaveStage(), edit.Why) : Refusal.NotFound("stage");
        }

        var (stage, now) = (StageView.Of(found), SaveStage.Shown(StageView.Of(found), user.Locale));
        return edit switch
        {
            { Typed: null } => new StageForm(stage, now with { Version = stage.Version, Was = now }, edit.Why),
            { Typed: { } typed, Why: { Kind: RefusalKind.Conflict } why } =>
                new StageForm(stage, typed.Over(now) with { Version = stage.Version }, why with { Conflicts = typed.Contested(now) }),
            { Typed: { } typed } => new StageForm(stage, typed, edit.Why),
        };
    }
}
