using System.Text.RegularExpressions;
using Crm.Core.Pipeline;

namespace Crm.Core.Administration;

/// <summary>
/// A stage as somebody typed it; without an id a new one, at the end of the pipeline. Of a stage that is there, what is left out stays.
/// </summary>
/// <param name="Name">Needed of a new stage.</param>
/// <param name="Probability">0 to 1, or with a percent sign; 0 of a new stage that does not say it.</param>
/// <param name="Type">LEAD, OPPORTUNITY, WON or LOST; a new stage is an OPPORTUNITY unless it says otherwise.</param>
/// <param name="Color">#RRGGBB.</param>
/// <param name="IsActive">A new stage is, unless it says otherwise.</param>
/// <param name="Was">What stood in the form when it was opened: only what differs from it counts as changed.</param>
public sealed record SaveStage(
    Guid? Id = null, int? Version = null, string? Name = null, string? Probability = null, string? Type = null, string? Color = null,
    bool? IsActive = null, SaveStage? Was = null) : ICardRequest
{
    public static string Verb => "stage.save";

    /// <summary>What stands in the stage's form.</summary>
    public static SaveStage Shown(StageView stage, string locale) =>
        new(Name: stage.Name, Probability: stage.Chance(locale), Type: UpperSnakeCase.Of(stage.Type), Color: stage.Color);

    internal IReadOnlyList<FieldConflict> Contested(SaveStage now) => Late(now).Contested("name", "probability", "type", "color");

    /// <summary>The same over a stage that somebody else changed meanwhile.</summary>
    internal SaveStage Over(SaveStage now)
    {
        var late = Late(now);
        return this
            with { Name = late["name"] ?? "", Probability = late["probability"], Type = late["type"], Color = late["color"], Was = now };
    }

    private FormMerge Late(SaveStage now) => new(FormValues.Of(this), FormValues.Of(Was), FormValues.Of(now));
}

public sealed partial class SaveStageHandler(ICrmDb db, CurrentUser user, TimeProvider clock) : IChangesData
{
    private const string Gray = "#607D8B";

    public async Task<Result<StageView>> HandleAsync(SaveStage typed, CancellationToken ct)
    {
        if (!user.IsAdministrator)
        {
            return Refusal.IsAnAdministratorsWork("the pipeline");
        }

        var there = typed.Id is { } id ? await db.Stages.SingleOrDefaultAsync(s => s.Id == id, ct) : null;
        if (typed.Id is not null && there is null)
        {
            return Refusal.NotFound("stage");
        }

        if (there is not null && typed.Version is { } seen && seen != there.Version)
        {
            var now = SaveStage.Shown(StageView.Of(there), user.Locale);
            if (typed.Was is null || typed.Contested(now).Count > 0)
            {
                return Refusal.Conflict("stage") with { Conflicts = typed.Contested(now), CurrentVersion = there.Version };
            }

            typed = typed.Over(now);
        }

        var check = new InputReader(user.Locale);
        var name = there is not null && typed is { Name: null, Was: null }
            ? there.Name
            : check.Required("name", typed.Name, "The stage's name", PipelineStage.NameLength);
        var probability = check.Share("probability", typed.Probability, "The probability") ?? there?.Probability ?? 0;
        if (typed.Was is not null && string.IsNullOrWhiteSpace(typed.Probability))
        {
            check.Fail("probability", "A stage needs a chance of winning; 0 % is one, too.");
        }

        var type = check.OneOf<StageType>("type", typed.Type, "the type") ?? there?.StageType ?? StageType.Opportunity;
        var color = check.Optional("color", typed.Color, "The color", 7);
        if (color is not null && !Hex().IsMatch(color))
        {
            check.Fail("color", $"“{color}” isn't a color. It should look like #2E7D32.");
        }

        if (await db.Stages.AnyAsync(s => Sql.Fold(s.Name) == Sql.Fold(name) && s.Id != typed.Id, ct))
        {
            check.Fail("name", $"There is a stage “{name}” already.");
        }

        if (check.Refusal is { } refusal)
        {
            return refusal;
        }

        var stage = there
            ?? db.Stages
            .Add(PipelineStage.At((await db.Stages.MaxAsync(s => (int?)s.Position, ct) ?? -1) + 1, name, probability, type, color ?? Gray,
                clock.GetUtcNow())).Entity;
        stage.Describe(name, probability, type, color ?? (typed.Was?.Color is null ? stage.Color : Gray), typed.IsActive ?? stage.IsActive,
            clock.GetUtcNow());
        return await db.SaveAsync(ct) is { } refused ? refused : StageView.Of(stage);
    }

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex Hex();
}
