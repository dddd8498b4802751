using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Records;

namespace Crm.Core.Companies;

/// <summary>A company at a glance.</summary>
public static class CompanyCard
{
    public static AdaptiveCard For(CompanyDetails details, CurrentUser reader)
    {
        var company = details.Company;
        return new AdaptiveCard(
        [
            Blocks.Title(Markdown.Escape(company.Name)),
            Blocks.Subtle(string.Join(" · ", new[] { UpperSnake.Label(company.Status), Markdown.Escape(company.Industry), Markdown.Escape(company.City) }.Where(s => s.Length > 0))),
            Blocks.Facts(
                ("Size", company.CompanySize is { } size ? UpperSnake.Label(size) : null),
                ("Domain", Markdown.Escape(company.Domain)),
                ("Phone", Markdown.Escape(company.Phone)),
                ("Owner", Markdown.Escape(company.Owner))),
            .. ContactBlocks.People(details.Contacts),
            .. DealBlocks.Open(details.OpenDeals, reader),
            .. TimelineBlocks.Last(details.Timeline, reader),
            .. Blocks.Row(
                ExecuteAction.Press("Log", NewLog.Verb, new NewLog(new LogActivity(CompanyId: company.Id.ToString()))),
                ExecuteAction.Press("Task", NewTask.Verb, new NewTask(new PlanActivity(CompanyId: company.Id.ToString())))),
        ])
        {
            Actions =
            [
                ExecuteAction.Press("New deal", NewDeal.Verb, new NewDeal(new CreateDeal(CompanyId: company.Id.ToString()))) with { Style = "positive" },
                ExecuteAction.Press("New contact", NewContact.Verb, new NewContact(new CreateContact(CompanyId: company.Id.ToString()))),
                ExecuteAction.Press("Edit", EditRecord.Verb, new EditRecord(RecordKind.Company, company.Id)),
                ExecuteAction.Press("Delete", DeleteRecord.Verb, new DeleteRecord(RecordKind.Company, company.Id, company.Version)),
            ],
            FallbackText = company.Name,
        };
    }
}
