using Crm.Core.Deals;
using Crm.Core.Pipeline;

namespace Crm.Core.Lists;

/// <summary>Deals that fit a filter; each opens, or moves on to its next stage.</summary>
public static class DealListCard
{
    /// <summary>A move in a list comes back to the list; with a long filter, for a card of 25 KB, to the deal.</summary>
    private const int LongFilter = 300;

    public static AdaptiveCard For(Browsed<DealList> browsed, CurrentUser reader)
    {
        var (list, moves) = browsed;
        var shown = new ReaderFormat(reader);
        var here = list.Page.Filter.Length > LongFilter
            ? null
            : list.Asked with { Filter = list.Page.Filter, Sort = null, Counts = moves.Here.Counts };
        return ListCard.For(
            "Deals", list.Page, moves, reader,
            deal => new ListLine(
                Markdown.Short(deal.Title, 80),
                string.Join(" · ", new[] { Markdown.Short(deal.Company, 60), DealBlocks.Line(deal, shown) }.Where(s => s.Length > 0)),
                ExecuteAction.Press("Open", new ShowDeal(deal.Id)),
                Next(deal, list.Stages, here)),
            ExecuteAction.Press("New deal", new NewDeal()));
    }

    private static CardAction? Next(DealView deal, IReadOnlyList<PipelineStage> stages, ListDeals? here)
    {
        var next = stages.SkipWhile(s => s.Id != deal.StageId).Skip(1).FirstOrDefault(s => s.StageType is not StageType.Lost);
        return next is null || deal.Status is not DealStatus.Open
            ? null
            : ExecuteAction.Press($"→ {next.Name}", new MoveDeal(deal.Id, next.Id, here, deal.Version))
            with { Tooltip = $"Move to {next.Name}" };
    }
}
