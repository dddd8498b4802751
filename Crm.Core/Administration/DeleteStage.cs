namespace Crm.Core.Administration;

/// <summary>A stage that deals stand in is not deleted: they are moved first, or the stage is set inactive.</summary>
public sealed record DeleteStage(Guid Id) : ICardRequest
{
    public static string Verb => "stage.delete";
}

public sealed class DeleteStageHandler(ICrmDb db, CurrentUser user) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(DeleteStage delete, CancellationToken ct)
    {
        var found = await user.FindAsync("the pipeline", db.Stages.Where(s => s.Id == delete.Id), "stage", ct);
        if (found.Refusal is { } no)
        {
            return no;
        }

        var stage = found.Value;
        var inUse = await db.Deals.CountAsync(d => d.StageId == stage.Id, ct);
        if (inUse > 0)
        {
            return Refusal.Invalid(new FieldError(
                "id", $"{inUse} deal{(inUse == 1 ? " stands" : "s stand")} in “{stage.Name}” (deleted ones count). Move them first, or "
                    + "set the stage inactive."));
        }

        db.Stages.Remove(stage);
        return await db.SaveAsync(ct) is { } refused ? refused : delete.Id;
    }
}
