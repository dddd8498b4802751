using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Deals;
using Crm.Core.Records;

namespace Crm.Core.Contacts;

/// <summary>A person at a glance: who, where, what is open, what happened last.</summary>
public static class ContactCard
{
    public static AdaptiveCard For(ContactDetails details, CurrentUser reader)
    {
        var contact = details.Contact;
        return new AdaptiveCard(
        [
            Blocks.Title(Markdown.Escape(contact.Name)),
            Blocks.Subtle(string.Join(" · ", new[] { contact.JobTitle, contact.Company }.Where(s => !string.IsNullOrEmpty(s)).Select(Markdown.Escape))),
            Blocks.Facts(
                ("E-mail", Markdown.Escape(contact.Email)),
                ("Phone", Markdown.Escape(contact.Phone)),
                ("Status", UpperSnake.Label(contact.Status)),
                ("Owner", Markdown.Escape(contact.Owner))),
            .. DealBlocks.Open(details.OpenDeals, reader),
            .. TimelineBlocks.Last(details.Timeline, reader),
            .. Blocks.Row(
                ExecuteAction.Press("Log", NewLog.Verb, new NewLog(new LogActivity(ContactId: contact.Id.ToString()))),
                ExecuteAction.Press("Task", NewTask.Verb, new NewTask(new PlanActivity(ContactId: contact.Id.ToString()))),
                contact.CompanyId is { } company ? ExecuteAction.Press("Open company", ShowCompany.Verb, new ShowCompany(company)) : null),
        ])
        {
            Actions =
            [
                ExecuteAction.Press("New deal", NewDeal.Verb, new NewDeal(new CreateDeal(CompanyId: contact.CompanyId?.ToString(), ContactId: contact.Id.ToString()))) with { Style = "positive" },
                ExecuteAction.Press("Edit", EditRecord.Verb, new EditRecord(RecordKind.Contact, contact.Id)),
                ExecuteAction.Press("Delete", DeleteRecord.Verb, new DeleteRecord(RecordKind.Contact, contact.Id, contact.Version)),
            ],
            FallbackText = contact.Name,
        };
    }
}
