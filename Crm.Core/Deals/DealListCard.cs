using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Pipeline;

namespace Crm.Core.Deals;

/// <summary>Deals that fit a filter; each opens, or moves on to its next stage.</summary>
public static class DealListCard
{
    public static AdaptiveCard For(DealList list, CurrentUser reader)
    {
        var shown = new Shown(reader);
        var asked = list.Asked with { Filter = list.Page.Filter };
        return ListCard.For(
            "Deals", list.Page, reader,
            deal => new ListLine(
                Markdown.Short(deal.Title, 80),
                string.Join(" · ", new[] { Markdown.Short(deal.Company, 60), DealBlocks.Line(deal, shown) }.Where(s => s.Length > 0)),
                Actions(deal, list.Stages, asked)),
            ExecuteAction.Press("Next page", ListDeals.Verb, asked with { After = list.Page.Next, From = list.Page.From + list.Page.Items.Count }),
            ExecuteAction.Press("First page", ListDeals.Verb, asked with { After = null, From = 1 }));
    }

    private static IReadOnlyList<CardAction> Actions(DealView deal, IReadOnlyList<PipelineStage> stages, ListDeals asked)
    {
        var open = ExecuteAction.Press("Open", ShowDeal.Verb, new ShowDeal(deal.Id));
        var next = stages.SkipWhile(s => s.Id != deal.StageId).Skip(1).FirstOrDefault(s => s.StageType is not StageType.Lost);
        return next is null || deal.Status is not DealStatus.Open
            ? [open]
            : [open, ExecuteAction.Press($"→ {next.Name}", MoveDeal.Verb, new MoveDeal(deal.Id, next.Id, asked)) with { Tooltip = $"Move to {next.Name}" }];
    }
}
