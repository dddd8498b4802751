using Crm.Core.Access;
using Crm.Core.Filtering;

namespace Crm.Core.Cards;

/// <summary>One line of a list: what it is, its details, what can be done with it.</summary>
public sealed record ListLine(string Title, string Detail, params IReadOnlyList<CardAction> Actions);

/// <summary>A filtered list: how many, by which conditions, five lines, the next page.</summary>
public static class ListCard
{
    public static AdaptiveCard For<TView>(
        string title, RecordList<TView> page, CurrentUser reader, Func<TView, ListLine> line, CardAction? next, CardAction? first)
    {
        var shown = new Shown(reader);
        var count = shown.Count(page.Total) + (page.TotalIsLowerBound ? "+" : "");
        var until = page.From + page.Items.Count - 1;
        return new AdaptiveCard(
        [
            Blocks.Title($"{title}: {count}"),
            .. Conditions(page),
            .. page.Items.Count == 0
                ? new Element[] { Empty(page) }
                : page.Items.Select(item => (Element)Line(line(item))),
            .. page.Items.Count == 0 ? Array.Empty<Element>() : [Blocks.Subtle($"{shown.Count(page.From)}–{shown.Count(until)} of {count}") with { Spacing = Spacing.Medium }],
        ])
        {
            Actions = Paging(page.From > 1 ? first : null, page.Next is null ? null : next),
            FallbackText = $"{title}: {count}",
            Teams = new TeamsCardOptions("Full"),
        };
    }

    private static IReadOnlyList<CardAction>? Paging(params IReadOnlyList<CardAction?> buttons)
    {
        List<CardAction> there = [.. buttons.OfType<CardAction>()];
        return there.Count == 0 ? null : there;
    }

    private static IEnumerable<Element> Conditions<TView>(RecordList<TView> page)
    {
        if (page.Conditions.Count > 0)
        {
            yield return Blocks.Subtle(string.Join("  ", page.Conditions.Select(c => $"▪ {Markdown.Escape(c)}")));
        }
    }

    private static TextBlock Empty<TView>(RecordList<TView> page) => new(
        page.Conditions.Count == 0 ? $"There are no {page.Entity} yet that you may see." : $"No {page.Entity} fit. Take a condition away to see more.");

    private static Container Line(ListLine line) => new(
    [
        new ColumnSet(
        [
            new Column([new TextBlock($"**{line.Title}**"), Blocks.Subtle(line.Detail)]),
            .. line.Actions.Count == 0 ? Array.Empty<Column>() : [new Column([new ActionSet(line.Actions)]) { Width = "auto", VerticalContentAlignment = "Center" }],
        ]),
    ])
    { Separator = true, Spacing = Spacing.Small };
}
