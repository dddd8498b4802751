using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Search;

/// <summary>What was found, each line opening its record.</summary>
public static class FoundCard
{
    private const int Lines = 8;

    public static AdaptiveCard For(FoundRecords found) => new(
    [
        Blocks.Title(found.Hits.Count == 0 ? found.IsPartial
            ? "Nothing found in time" : "Nothing found" : $"Found {found.Hits.Count}{(found.Hits.Count == 20 ? "+" : "")}"),
        Blocks.Subtle($"for “{Markdown.Short(found.Text, 80)}”"),
        .. found.IsPartial
            ? [new TextBlock("⚠ There may be more: looking everywhere would have taken too long. Type more of the name.")
                { Color = TextColor.Warning, Spacing = Spacing.Small }]
            : Array.Empty<Element>(),
        .. found.Hits.Count == 0
            ? new Element[] { new TextBlock("Try a part of the name, a company or an e-mail address. “new contact” makes one.") }
            : found.Hits.Take(Lines).Select(hit => (Element)Line(hit)),
    ])
    { FallbackText = $"Found {found.Hits.Count}" };

    public static ExecuteAction Open(SearchHit hit) => hit.Kind switch
    {
        RecordKind.Company => ExecuteAction.Press("Open", new ShowCompany(hit.Id)),
        RecordKind.Contact => ExecuteAction.Press("Open", new ShowContact(hit.Id)),
        RecordKind.Deal => ExecuteAction.Press("Open", new ShowDeal(hit.Id)),
        RecordKind.Activity => ExecuteAction.Press("Open", new ShowActivity(hit.Id)),
    };

    private static Container Line(SearchHit hit) => new(
    [
        new ColumnSet(
        [
            new Column(
                [new TextBlock($"**{Markdown.Short(hit.Title, 80)}**"),
                    Blocks.Subtle($"{hit.Kind} · {Markdown.Short(hit.Detail, 100)}".TrimEnd(' ', '·'))]),
            new Column([new ActionSet([Open(hit)])]) { Width = "auto", VerticalContentAlignment = "Center" },
        ]),
    ])
    { Separator = true, Spacing = Spacing.Small };
}
