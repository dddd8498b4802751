using Crm.Core.Policies;

namespace Crm.Core.CaptureControl;

/// <summary>Teams, their people and the way to what is captured from their mailboxes.</summary>
public static class TeamCards
{
    /// <summary>Lines that fit a card of 25 KB.</summary>
    private const int Most = 40;

    private const int NamesShown = 5;

    public static AdaptiveCard All(IReadOnlyList<TeamView> teams, CurrentUser reader)
    {
        var shown = new ReaderFormat(reader);
        return new AdaptiveCard(
        [
            Blocks.Title($"Teams: {shown.Count(teams.Count)}"),
            new TextBlock("What counts for a team lies between the organisation and each of its people: it can only be stricter."),
            .. teams.Take(Most).Select(team => (Element)Line(team)),
            .. teams.Count > Most ? [Blocks.Subtle($"and {shown.Count(teams.Count - Most)} more")] : Array.Empty<Element>(),
        ])
        {
            Actions =
            [
                ExecuteAction.Press("New team", new EditTeam()),
                ExecuteAction.Press("For the organisation", new EditPolicy(TypedPolicy.Organisation)),
            ],
            FallbackText = $"Teams: {string.Join(", ", teams.Select(t => t.Name))}",
        };
    }

    public static AdaptiveCard Form(TeamForm form)
    {
        var title = form.Name is { } name ? $"Team {Markdown.Short(name, 60)}" : "New team";
        return new AdaptiveCard(
        [
            Blocks.Title(title),
            .. Blocks.Met(form.Why),
            .. Blocks.Field(
                new TextInput("Name") { Id = "name", Value = form.Values.Name, MaxLength = Team.NameLength, IsRequired = true,
                    ErrorMessage = "A team needs a name." }, form.Why),
            .. Blocks.Field(
                new TextInput("Its people")
                {
                    Id = "members", Value = form.Values.Members?.Text, IsMultiline = true, MaxLength = 40_000,
                    Placeholder = "One a line, by name or address",
                },
                form.Why),
            Blocks.Subtle("Who is in another team moves to this one. From now on its policy counts for them."),
            .. form.Id is not { } id ? [] : Blocks.Row(
                ExecuteAction.Press("What is captured", new EditPolicy(TypedPolicy.OfTeam, Team: id)),
                ExecuteAction.Press("Delete", new DeleteTeam(id)) with { Style = "destructive" }),
        ])
        {
            Actions =
            [
                ExecuteAction.Submit<SaveTeam>("Save", new { id = form.Id, version = form.Values.Version, was = form.Values.Was })
                    with { Style = "positive" },
                ExecuteAction.Press("Cancel", new ShowTeams()),
            ],
            FallbackText = title,
        };
    }

    private static ColumnSet Line(TeamView team) => new(
    [
        new Column(
        [
            new TextBlock($"**{Markdown.Short(team.Name, 60)}**"),
            Blocks.Subtle(
                (team.Members.Count == 0 ? "nobody yet" : Markdown.Short(string.Join(", ", team.Members.Take(NamesShown)), 200))
                + (team.Members.Count > NamesShown ? $" and {team.Members.Count - NamesShown} more" : "")
                + (team.HasPolicy ? "" : " · nothing said so far")),
        ]),
        new Column(
        [
            new ActionSet(
            [
                ExecuteAction.Press("Policy", new EditPolicy(TypedPolicy.OfTeam, Team: team.Id))
                    with { Tooltip = $"What is captured from {team.Name}" },
                ExecuteAction.Press("Edit", new EditTeam(team.Id)) with { Tooltip = $"Edit {team.Name}" },
            ]),
        ])
        { Width = "auto", VerticalContentAlignment = "Center" },
    ])
    { Separator = true, Spacing = Spacing.Small };
}
