using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Editing;
using Crm.Core.History;

namespace Crm.Core.Deals;

/// <summary>A deal at a glance, with its next steps.</summary>
public static class DealCard
{
    public static AdaptiveCard For(RecordPage<DealDetails, DealPageFields> page, CurrentUser reader)
    {
        var (deal, extras, shown) = (page.Details.Deal, page.Extras, new ReaderFormat(reader));
        return new AdaptiveCard(
        [
            Blocks.Title(Markdown.Escape(deal.Title)),
            Blocks.Subtle(
                string.Join(
                    " · ", new[] { shown.Money(deal.Value, deal.Currency), Markdown.Escape(deal.Stage),
                        UpperSnakeCase.Label(deal.Status) }.Distinct(StringComparer.OrdinalIgnoreCase))),
            .. RecordBlocks.News(extras, reader),
            Blocks.Facts(
                [
                    ("Company", Markdown.Escape(deal.Company)),
                    ("Contact", Markdown.Escape(deal.Contact)),
                    .. deal.Status is DealStatus.Won or DealStatus.Lost ? Closed(page.More, shown) : Open(deal, page.More, shown),
                    ("Priority", UpperSnakeCase.Label(deal.Priority)),
                    page.More.Fields.Fact(Deal.Fields.Source, shown),
                    page.More.Fields.Fact(Deal.Fields.Competitor, shown),
                    ("Owner", Markdown.Escape(deal.Owner)),
                ],
                extras.Custom.Select(c => (c.Label, c.Value))),
            .. Blocks.Text(page.More.Fields.Get(Deal.Fields.Description)),
            .. RecordBlocks.Next(extras, reader),
            .. TimelineBlocks.Last(page.Details.Timeline, TimelineBlocks.About("deal", deal.Title), reader),
            .. RecordBlocks.Changes(extras, reader),
            .. Blocks.Row(
                ExecuteAction.Press("Log", new NewLog(new LogActivity(DealId: deal.Id.ToString()))),
                ExecuteAction.Press("Task", new NewTask(new PlanActivity(DealId: deal.Id.ToString()))),
                deal.ContactId is { } contact ? ExecuteAction.Press("Open contact", new ShowContact(contact)) : null,
                deal.CompanyId is { } company ? ExecuteAction.Press("Open company", new ShowCompany(company)) : null,
                RecordBlocks.LinkButton(extras)),
            .. Blocks.Row(Hold(deal)),
            .. RecordBlocks.Link(extras),
        ])
        {
            Actions = deal.Status is DealStatus.Open or DealStatus.OnHold
                ? [Move(page.Details), Won(deal), Lost(deal), .. Change(deal)]
                : [Reopen(page.Details), .. Change(deal)],
            FallbackText = deal.Title,
        };
    }

    private static IEnumerable<(string Title, string? Value)> Open(DealView deal, DealPageFields more, ReaderFormat shown) =>
    [
        ("Expected close", shown.Date(deal.ExpectedCloseDate)),
        ("Probability", shown.Percent(deal.Probability)),
        ("In stage since", shown.Moment(more.StageEnteredAt)),
    ];

    private static IEnumerable<(string Title, string? Value)> Closed(DealPageFields more, ReaderFormat shown) =>
        [("Closed", more.ClosedAt is { } closed ? shown.Moment(closed) : null),
            ("Lost because", Markdown.Escape(more.Fields.Get(Deal.Fields.LostReason)))];

    private static ShowCardAction Move(DealDetails details) => new(
        new AdaptiveCard([new ChoiceSetInput("Stage", details.Stages) { Id = "stageId", Value = details.Deal.StageId.ToString() }])
        {
            Actions = [
                ExecuteAction.Submit<MoveDeal>("Move", new { dealId = details.Deal.Id, version = details.Deal.Version })
                    with { Style = "positive" }],
        })
    { Title = "Move stage", Style = "positive" };

    private static CardAction Won(DealView deal) => ExecuteAction.Press("Won", new WinDeal(deal.Id, deal.Version));

    private static ShowCardAction Lost(DealView deal) => new(DealForms.Lost(deal.Id, deal.Version)) { Title = "Lost" };

    /// <summary>A row of its own: clients show five buttons of one.</summary>
    private static CardAction? Hold(DealView deal) => deal.Status switch
    {
        DealStatus.Open => ExecuteAction.Press("Put on hold", new HoldDeal(deal.Id, deal.Version)),
        DealStatus.OnHold => ExecuteAction.Press("Resume", new ResumeDeal(deal.Id, deal.Version)),
        DealStatus.Won or DealStatus.Lost => null,
    };

    private static CardAction Reopen(DealDetails details) => details.Former is not null
        ? ExecuteAction.Press("Reopen", new ReopenDeal(details.Deal.Id, Version: details.Deal.Version))
        : new ShowCardAction(
            new AdaptiveCard(
                [new ChoiceSetInput("Stage in which it goes on", details.Stages)
                    { Id = "stageId", Value = details.Stages is [var first, ..] ? first.Value : null }])
            {
                Actions = [
                    ExecuteAction.Submit<ReopenDeal>("Reopen", new { dealId = details.Deal.Id, version = details.Deal.Version })
                        with { Style = "positive" }],
            })
        { Title = "Reopen" };

    private static IReadOnlyList<CardAction> Change(DealView deal) =>
    [
        ExecuteAction.Press("Edit", new EditRecord(RecordKind.Deal, deal.Id)),
        ExecuteAction.Press("Delete", new DeleteRecord(RecordKind.Deal, deal.Id, deal.Version)),
    ];
}
