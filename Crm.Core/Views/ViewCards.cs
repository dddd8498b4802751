namespace Crm.Core.Views;

/// <summary>Saved views: a name for a filter, and the views there are.</summary>
public static class ViewCards
{
    private const int Most = 20;

    public static AdaptiveCard Name(NameView form, CurrentUser reader) => new(
    [
        Blocks.Title("Save as view"),
        new TextBlock($"Filter: {Markdown.Short(form.Filter, 300)}") { Size = TextSize.Small },
        .. Blocks.Field(
            new TextInput("Name") { Id = "name", Value = form.Name, MaxLength = SavedView.NameLength, IsRequired = true,
                ErrorMessage = "A view needs a name." }, form.Why),
        .. Blocks.Field(
            new ChoiceSetInput("Who may use it",
            [
                new("Only me", UpperSnakeCase.Of(ViewScope.Private)),
                new("Everybody here, each with their own records", UpperSnakeCase.Of(ViewScope.Shared)),
                .. !reader.ManagesEverybody ? Array.Empty<Choice>()
                    : [new($"Everybody here, as what they see first of {RecordWords.Plural(form.Kind)}",
                        UpperSnakeCase.Of(ViewScope.TeamDefault))],
            ])
            {
                Id = "scope", Value = form.Scope ?? UpperSnakeCase.Of(ViewScope.Private),
            },
            form.Why),
        .. form.Why?.For("filter") is { } wrong ? [new TextBlock("⚠ " + Markdown.Escape(wrong)) { Color = TextColor.Attention }]
            : Array.Empty<Element>(),
    ])
    {
        Actions =
        [
            ExecuteAction.Submit<SaveView>("Save", new { kind = form.Kind, filter = form.Filter })
                with { Style = "positive" },
            DismissCard.Button,
        ],
        FallbackText = "Save as view",
    };

    public static AdaptiveCard All(IReadOnlyList<ViewSeen> views) => new(
    [
        Blocks.Title($"Views: {views.Count}"),
        .. views.Count == 0
            ? [new TextBlock("None yet. Ask for a list, such as “deals where stage is Proposal”, and press Save as view.")]
            : views.Take(Most).Select(view => (Element)Line(view)),
        .. views.Count > Most ? [Blocks.Subtle($"and {views.Count - Most} more")] : Array.Empty<Element>(),
    ])
    {
        FallbackText = $"Views: {views.Count}",
    };

    private static string Whose(ViewSeen view) => view.Scope switch
    {
        ViewScope.Private => "only me",
        ViewScope.TeamDefault => "the team's first",
        _ => view.IsMine ? "shared by me" : "shared with me",
    };

    private static Container Line(ViewSeen view) => new(
    [
        new ColumnSet(
        [
            new Column(
            [
                new TextBlock($"**{Markdown.Short(view.Name, 80)}**"),
                Blocks.Subtle($"{view.Kind} · {Whose(view)} · {Markdown.Short(view.Filter, 100)}".TrimEnd(' ', '·')),
            ]),
            new Column(
            [
                new ActionSet(
                [
                    ExecuteAction.Press("Open", new OpenView(view.Id)),
                    .. view.IsMine
                        ? [ExecuteAction.Press("Delete", new DeleteView(view.Id)) with { Tooltip = $"Delete the view {view.Name}" }]
                        : Array.Empty<CardAction>(),
                ]),
            ])
            { Width = "auto", VerticalContentAlignment = "Center" },
        ]),
    ])
    { Separator = true, Spacing = Spacing.Small };
}
