using Crm.Core.Pipeline;

namespace Crm.Core.Administration;

/// <summary>Puts the stages into another order (drag and drop).</summary>
/// <param name="Seen">All stages in the order that the person saw; if it is no longer so, nothing is changed.</param>
/// <param name="Wanted">The same stages in the new order.</param>
public sealed record OrderStages(IReadOnlyList<Guid> Seen, IReadOnlyList<Guid> Wanted);

public sealed record StageView(
    Guid Id, string Name, int Position, decimal Probability, StageType Type, string? Color, bool IsActive, int Version)
{
    /// <summary>Its probability as this reader writes it: the form reads it again.</summary>
    internal string Chance(string locale) => $"{(Probability * 100).ToString("0.##", Numbers.CultureOf(locale))} %";

    internal static StageView Of(PipelineStage s) =>
        new(s.Id, s.Name, s.Position, s.Probability, s.StageType, s.Color, s.IsActive, s.Version);
}

public sealed class OrderStagesHandler(ICrmDb db, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task<Result<IReadOnlyList<StageView>>> HandleAsync(OrderStages order, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("the pipeline");
        }

        var stages = await db.Stages.OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct);
        var wanted = order.Wanted.Distinct().ToList();
        if (wanted.Count != stages.Count || !wanted.ToHashSet().SetEquals(stages.Select(s => s.Id)))
        {
            return Refusal.Invalid(new FieldError("wanted", "Every stage must stand in the new order exactly once."));
        }

        if (!order.Seen.SequenceEqual(stages.Select(s => s.Id)))
        {
            return Changed(stages);
        }

        for (var i = 0; i < wanted.Count; i++)
        {
            // Every stage is written, moved or not: two people who drag different stages must meet on their versions.
            stages.Single(s => s.Id == wanted[i]).Place(i, clock.GetUtcNow());
        }

        return await db.SaveAsync(ct) switch
        {
            null => stages.OrderBy(s => s.Position).Select(StageView.Of).ToList(),
            { Kind: RefusalKind.Conflict } =>
                Changed(await db.Stages.AsNoTracking().OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct)),
            var refused => refused,
        };
    }

    private static Refusal Changed(List<PipelineStage> now) => Refusal.Conflict("pipeline") with
    {
        Conflicts = [new FieldConflict("wanted", null, string.Join(", ", now.Select(s => s.Name)))],
    };
}
