namespace Crm.Core.Deals;

public static class DealBlocks
{
    /// <summary>Open deals as lines that open on a press.</summary>
    public static IEnumerable<Element> Open(IReadOnlyList<DealView> deals, CurrentUser reader)
    {
        if (deals.Count == 0)
        {
            yield break;
        }

        var shown = new ReaderFormat(reader);
        yield return Blocks.Heading("Open deals");
        foreach (var deal in deals)
        {
            yield return new Container([new TextBlock($"**{Markdown.Escape(deal.Title)}**"), Blocks.Subtle(Line(deal, shown))])
            {
                Spacing = Spacing.Small,
                SelectAction = ExecuteAction.Press($"Open {deal.Title}", new ShowDeal(deal.Id)),
            };
        }
    }

    public static string Line(DealView deal, ReaderFormat shown) => string.Join(" · ", new[]
    {
        shown.Money(deal.Value, deal.Currency), Markdown.Escape(deal.Stage), deal.Status is DealStatus.OnHold ? "on hold" : "",
        Closes(deal, shown),
    }.Where(s => s.Length > 0));

    private static string Closes(DealView deal, ReaderFormat shown) =>
        deal.ExpectedCloseDate is null || deal.Status is DealStatus.Won or DealStatus.Lost
            ? ""
            : "closes " + shown.Date(deal.ExpectedCloseDate);
}
