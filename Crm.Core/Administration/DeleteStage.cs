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
        var refused = await db.RemoveAsync(
            user, "the pipeline", db.Stages.Where(s => s.Id == delete.Id), "stage",
            async stage => await db.Deals.CountAsync(d => d.StageId == stage.Id, ct) is > 0 and var inUse
                ? Refusal.Invalid(new FieldError(
                    "id", $"{inUse} deal{(inUse == 1 ? " stands" : "s stand")} in “{stage.Name}” (deleted ones count). "
                        + "Move them first, or set the stage inactive."))
                : null,
            ct);
        return refused is null ? delete.Id : refused;
    }
}
