using Crm.Core.Pipeline;

namespace Crm.Core.Administration;

/// <summary>The pipeline's stages: everybody reads them, an administrator orders and changes them.</summary>
public static class StageCards
{
    public static AdaptiveCard All(IReadOnlyList<StageView> stages, CurrentUser reader) => new(
    [
        Blocks.Title($"Stages: {stages.Count}"),
        new TextBlock(stages.Count == 0 ? "None yet: deals need at least one."
            : "Deals go through them from top to bottom. The chance weighs a deal's value in the pipeline."),
        .. stages.Select((stage, i) => (Element)Line(stage, i > 0, i < stages.Count - 1, reader)),
    ])
    {
        Actions = reader.IsAdministrator ? [ExecuteAction.Press("New stage", new EditStage())] : null,
        FallbackText = $"Stages: {string.Join(", ", stages.Select(s => s.Name))}",
    };

    public static AdaptiveCard Form(StageForm form)
    {
        var (stage, values) = (form.Stage, form.Values);
        var title = stage is null ? "New stage" : $"Stage {Markdown.Short(stage.Name, 60)}";
        return new AdaptiveCard(
        [
            Blocks.Title(title),
            .. Blocks.Met(form.Why),
            .. Blocks.Field(
                new TextInput("Name") { Id = "name", Value = values.Name, MaxLength = PipelineStage.NameLength, IsRequired = true,
                    ErrorMessage = "A stage needs a name." }, form.Why),
            .. Blocks.Field(
                new ChoiceSetInput("Type", Blocks.Choices<StageType>())
                    { Id = "type", Value = values.Type ?? UpperSnakeCase.Of(StageType.Opportunity) }, form.Why),
            .. Blocks.Field(
                new TextInput("Chance of winning") { Id = "probability", Value = values.Probability, Placeholder = "35 %", MaxLength = 40 },
                form.Why),
            .. Blocks.Field(
                new TextInput("Color") { Id = "color", Value = values.Color, Placeholder = "#0078D4", MaxLength = 7 }, form.Why),
            .. stage is null ? [] : Blocks.Row(
                ExecuteAction.Press(
                    stage.IsActive ? "Set inactive" : "Set active", new SaveStage(stage.Id, stage.Version, IsActive: !stage.IsActive)),
                ExecuteAction.Press("Delete", new DeleteStage(stage.Id)) with { Style = "destructive" }),
        ])
        {
            Actions =
            [
                ExecuteAction.Submit<SaveStage>("Save", new { id = stage?.Id, version = values.Version, was = values.Was })
                    with { Style = "positive" },
                ExecuteAction.Press("Cancel", new ShowStages()),
            ],
            FallbackText = title,
        };
    }

    private static CardAction Arrow(string title, StageView stage, int by, string way) =>
        ExecuteAction.Press(title, new MoveStage(stage.Id, by, stage.Version)) with { Tooltip = $"Move {stage.Name} {way}" };

    private static ColumnSet Line(StageView stage, bool canRise, bool canSink, CurrentUser reader) => new(
    [
        new Column(
        [
            new TextBlock($"**{Markdown.Short(stage.Name, 80)}**"),
            Blocks.Subtle($"{UpperSnakeCase.Label(stage.Type)} · {stage.Chance(reader.Locale)}{(stage.IsActive ? "" : " · inactive")}"),
        ]),
        .. !reader.IsAdministrator ? Array.Empty<Column>() :
        [
            new Column(
            [
                new ActionSet(
                [
                    .. canRise
                        ? [Arrow("↑", stage, -1, "up")]
                        : Array.Empty<CardAction>(),
                    .. canSink
                        ? [Arrow("↓", stage, 1, "down")]
                        : Array.Empty<CardAction>(),
                    ExecuteAction.Press("Edit", new EditStage(stage.Id)) with { Tooltip = $"Edit {stage.Name}" },
                ]),
            ])
            { Width = "auto", VerticalContentAlignment = "Center" },
        ],
    ])
    { Separator = true, Spacing = Spacing.Small };
}
