namespace Crm.Core.Administration;

/// <summary>A stage one place up or down.</summary>
/// <param name="By">-1 is up, 1 is down.</param>
/// <param name="Version">That the person saw: whoever orders the stages changes the versions of all.</param>
public sealed record MoveStage(Guid Id, int By, int Version) : ICardRequest
{
    public static string Verb => "stage.move";
}

public sealed class MoveStageHandler(ICrmDb db, OrderStagesHandler order) : IChangesData
{
    public async Task<Result<IReadOnlyList<StageView>>> HandleAsync(MoveStage move, CancellationToken ct)
    {
        var stages = await db.Stages.AsNoTracking().OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new { s.Id, s.Version })
            .ToListAsync(ct);
        var at = stages.FindIndex(s => s.Id == move.Id);
        if (at < 0)
        {
            return Refusal.NotFound("stage");
        }

        if (stages[at].Version != move.Version)
        {
            return Refusal.Conflict("stage") with { CurrentVersion = stages[at].Version };
        }

        List<Guid> seen = [.. stages.Select(s => s.Id)];
        List<Guid> wanted = [.. seen.Where(id => id != move.Id)];
        wanted.Insert(Math.Clamp(at + Math.Sign(move.By), 0, wanted.Count), move.Id);
        return await order.HandleAsync(new OrderStages(seen, wanted), ct);
    }
}
