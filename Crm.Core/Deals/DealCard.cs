using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Records;

namespace Crm.Core.Deals;

/// <summary>A deal at a glance, with its next steps.</summary>
public static class DealCard
{
    public static AdaptiveCard For(DealDetails details, CurrentUser reader)
    {
        var deal = details.Deal;
        var shown = new Shown(reader);
        return new AdaptiveCard(
        [
            Blocks.Title(Markdown.Escape(deal.Title)),
            Blocks.Subtle(string.Join(" · ", new[] { shown.Money(deal.Value, deal.Currency), Markdown.Escape(deal.Stage), UpperSnake.Label(deal.Status) }.Distinct(StringComparer.OrdinalIgnoreCase))),
            Blocks.Facts(
                ("Company", Markdown.Escape(deal.Company)),
                ("Contact", Markdown.Escape(deal.Contact)),
                ("Expected close", shown.Date(deal.ExpectedCloseDate)),
                ("Probability", shown.Percent(deal.Probability)),
                ("Priority", UpperSnake.Label(deal.Priority)),
                ("Owner", Markdown.Escape(deal.Owner))),
            .. TimelineBlocks.Last(details.Timeline, reader),
            .. Blocks.Row(
                ExecuteAction.Press("Log", NewLog.Verb, new NewLog(new LogActivity(DealId: deal.Id.ToString()))),
                ExecuteAction.Press("Task", NewTask.Verb, new NewTask(new PlanActivity(DealId: deal.Id.ToString()))),
                deal.ContactId is { } contact ? ExecuteAction.Press("Open contact", ShowContact.Verb, new ShowContact(contact)) : null,
                deal.CompanyId is { } company ? ExecuteAction.Press("Open company", ShowCompany.Verb, new ShowCompany(company)) : null),
        ])
        {
            Actions = deal.Status is DealStatus.Open or DealStatus.OnHold ? [Move(details), Won(deal), Lost(deal), .. Change(deal)] : [Reopen(deal), .. Change(deal)],
            FallbackText = deal.Title,
        };
    }

    private static ShowCardAction Move(DealDetails details) => new(
        new AdaptiveCard([new ChoiceSetInput("Stage", details.Stages) { Id = "stageId", Value = details.Deal.StageId.ToString() }])
        {
            Actions = [ExecuteAction.Press("Move", MoveDeal.Verb, new { dealId = details.Deal.Id }, withInputs: true) with { Style = "positive" }],
        })
    { Title = "Move stage" };

    private static CardAction Won(DealView deal) => ExecuteAction.Press("Won", WinDeal.Verb, new WinDeal(deal.Id)) with { Style = "positive" };

    /// <summary>A lost deal says why: that is what the next one learns from.</summary>
    private static ShowCardAction Lost(DealView deal) => new(
        new AdaptiveCard(
        [
            new TextInput("Why was it lost?")
            {
                Id = "reason", MaxLength = Deal.LostReasonLength, IsRequired = true, ErrorMessage = "A few words, please.", Placeholder = "Price, timing, another vendor …",
            },
        ])
        {
            Actions = [ExecuteAction.Press("Mark as lost", LoseDeal.Verb, new { dealId = deal.Id }, withInputs: true) with { Style = "destructive" }],
        })
    { Title = "Lost" };

    private static CardAction Reopen(DealView deal) => ExecuteAction.Press("Reopen", ReopenDeal.Verb, new ReopenDeal(deal.Id));

    private static IReadOnlyList<CardAction> Change(DealView deal) =>
    [
        ExecuteAction.Press("Edit", EditRecord.Verb, new EditRecord(RecordKind.Deal, deal.Id)),
        ExecuteAction.Press("Delete", DeleteRecord.Verb, new DeleteRecord(RecordKind.Deal, deal.Id, deal.Version)),
    ];
}
