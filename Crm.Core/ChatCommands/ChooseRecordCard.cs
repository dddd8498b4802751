namespace Crm.Core.ChatCommands;

/// <summary>Several records are called so, or none is: the person chooses.</summary>
public static class ChooseRecordCard
{
    /// <param name="found">Of what was typed.</param>
    /// <param name="what">Kind of record, as in "I know no open deal “Vans”".</param>
    /// <param name="nothingYet">That nothing was done.</param>
    /// <param name="choose">Does it with one of them.</param>
    public static AdaptiveCard For(NamedRecords found, string what, string nothingYet, Func<SearchHit, ExecuteAction> choose)
    {
        var name = Markdown.Short(found.Name, 60);
        return new AdaptiveCard(
        [
            Blocks.Title(found.Candidates.Count == 0 ? $"I know no {what} “{name}”" : $"Which {what} “{name}”?"),
            new TextBlock(nothingYet),
            .. found.Candidates.Select(hit => Line(hit, choose(hit))),
        ])
        {
            Actions = [DismissCard.Button with { Title = "Never mind" }],
            FallbackText = nothingYet,
        };
    }

    private static Container Line(SearchHit hit, ExecuteAction choose) => new(
    [
        new ColumnSet(
        [
            new Column([new TextBlock($"**{Markdown.Short(hit.Title, 80)}**"), .. Detail(hit)]),
            new Column([new ActionSet([choose])]) { Width = "auto", VerticalContentAlignment = "Center" },
        ]),
    ])
    { Separator = true, Spacing = Spacing.Small };

    private static IEnumerable<Element> Detail(SearchHit hit) =>
        string.IsNullOrWhiteSpace(hit.Detail) ? [] : [Blocks.Subtle(Markdown.Short(hit.Detail, 100))];
}
