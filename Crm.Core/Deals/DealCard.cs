using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;

namespace Crm.Core.Deals;

/// <summary>A deal at a glance, with its next step: another stage.</summary>
public static class DealCard
{
    public static AdaptiveCard For(DealDetails details, CurrentUser reader)
    {
        var deal = details.Deal;
        var shown = new Shown(reader);
        return new AdaptiveCard(
        [
            Blocks.Title(Markdown.Escape(deal.Title)),
            Blocks.Subtle($"{shown.Money(deal.Value, deal.Currency)} · {Markdown.Escape(deal.Stage)} · {UpperSnake.Label(deal.Status)}"),
            Blocks.Facts(
                ("Company", Markdown.Escape(deal.Company)),
                ("Contact", Markdown.Escape(deal.Contact)),
                ("Expected close", shown.Date(deal.ExpectedCloseDate)),
                ("Probability", shown.Percent(deal.Probability)),
                ("Priority", UpperSnake.Label(deal.Priority)),
                ("Owner", Markdown.Escape(deal.Owner))),
            .. TimelineBlocks.Last(details.Timeline, reader),
            new ChoiceSetInput("Move to stage", details.Stages) { Id = "stageId", Value = deal.StageId.ToString(), Separator = true },
        ])
        {
            Actions =
            [
                ExecuteAction.Press("Move", MoveDeal.Verb, new { dealId = deal.Id }, withInputs: true) with { Style = "positive" },
                .. deal.ContactId is { } contact ? [ExecuteAction.Press("Open contact", ShowContact.Verb, new ShowContact(contact))] : Array.Empty<CardAction>(),
                .. deal.CompanyId is { } company ? [ExecuteAction.Press("Open company", ShowCompany.Verb, new ShowCompany(company))] : Array.Empty<CardAction>(),
            ],
            FallbackText = deal.Title,
        };
    }
}
