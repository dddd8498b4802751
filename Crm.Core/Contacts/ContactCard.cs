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
    public static AdaptiveCard For(ContactSheet sheet, CurrentUser reader)
    {
        var (contact, more, extras) = (sheet.Details.Contact, sheet.More, sheet.Extras);
        return new AdaptiveCard(
        [
            Blocks.Title(Markdown.Escape(contact.Name)),
            .. contact.JobTitle is null && more.Department is null && contact.Company is null ? Array.Empty<Element>()
                : [Blocks.Subtle(string.Join(" · ", new[] { contact.JobTitle, more.Department, contact.Company, contact.IsPrimary ? "primary contact" : null }.Where(s => !string.IsNullOrEmpty(s)).Select(Markdown.Escape)))],
            .. more.DoNotContact ? [new TextBlock("⛔ Does not want to be contacted") { Color = TextColor.Attention, Weight = "Bolder", Spacing = Spacing.Small }] : Array.Empty<Element>(),
            .. RecordBlocks.News(extras, reader),
            Blocks.Facts(
                [
                    ("E-mail", Markdown.Escape(contact.Email)),
                    ("Phone", Markdown.Escape(contact.Phone)),
                    ("Mobile", Markdown.Escape(more.Mobile)),
                    ("City", Markdown.Escape(more.City)),
                    ("Status", UpperSnake.Label(contact.Status)),
                    ("Owner", Markdown.Escape(contact.Owner)),
                ],
                extras.Custom.Select(c => (c.Label, c.Value))),
            .. Blocks.Text(more.Notes),
            .. DealBlocks.Open(sheet.Details.OpenDeals, reader),
            .. RecordBlocks.Next(extras, reader),
            .. TimelineBlocks.Last(sheet.Details.Timeline, TimelineBlocks.About("contact", contact.Name).Replace(" is ", " contains ", StringComparison.Ordinal), reader),
            .. RecordBlocks.Changes(extras, reader),
            .. Blocks.Row(
                ExecuteAction.Press("Log", new NewLog(new LogActivity(ContactId: contact.Id.ToString()))),
                ExecuteAction.Press("Task", new NewTask(new PlanActivity(ContactId: contact.Id.ToString()))),
                contact.CompanyId is { } company ? ExecuteAction.Press("Open company", new ShowCompany(company)) : null,
                contact is { CompanyId: not null, IsPrimary: false } ? ExecuteAction.Press("Make primary contact", new MakePrimaryContact(contact.Id, contact.Version)) : null,
                RecordBlocks.LinkButton(extras)),
            .. RecordBlocks.Link(extras),
        ])
        {
            Actions =
            [
                ExecuteAction.Press("New deal", new NewDeal(new CreateDeal(CompanyId: contact.CompanyId?.ToString(), ContactId: contact.Id.ToString()))) with { Style = "positive" },
                ExecuteAction.Press("Edit", new EditRecord(RecordKind.Contact, contact.Id)),
                ExecuteAction.Press("Merge", new ChooseMerge(contact.Id)) with { Tooltip = "This person is here twice" },
                ExecuteAction.Press("Delete", new DeleteRecord(RecordKind.Contact, contact.Id, contact.Version)),
            ],
            FallbackText = contact.Name,
        };
    }
}
