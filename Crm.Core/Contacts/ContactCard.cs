using Crm.Core.Activities;
using Crm.Core.Companies;
using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.History;

namespace Crm.Core.Contacts;

/// <summary>A person at a glance: who, where, what is open, what happened last.</summary>
public static class ContactCard
{
    private static TextBlock Unwanted => new("⛔ Does not want to be contacted")
    {
        Color = TextColor.Attention, Weight = "Bolder", Spacing = Spacing.Small,
    };

    public static AdaptiveCard For(RecordPage<ContactDetails, PageFields<Contact>> page, CurrentUser reader)
    {
        var (contact, more, extras, shown) = (page.Details.Contact, page.More.Fields, page.Extras, new ReaderFormat(reader));
        var department = more.Get(Contact.Fields.Department);
        return new AdaptiveCard(
        [
            Blocks.Title(Markdown.Escape(contact.Name)),
            .. contact.JobTitle is null && department is null && contact.Company is null ? Array.Empty<Element>()
                : [Where(contact, department)],
            .. more.Get(Contact.Fields.DoNotContact) ? [Unwanted] : Array.Empty<Element>(),
            .. RecordBlocks.News(extras, reader),
            Blocks.Facts(
                [
                    ("E-mail", Markdown.Escape(contact.Email)),
                    ("Also", string.Join(", ", page.Details.FurtherAddresses.Select(Markdown.Escape))),
                    ("Phone", Markdown.Escape(contact.Phone)),
                    more.Fact(Contact.Fields.Mobile, shown),
                    more.Fact(Contact.Fields.City, shown),
                    ("Status", UpperSnakeCase.Label(contact.Status)),
                    more.Fact(Contact.Fields.DecisionInfluence, shown),
                    ("Owner", Markdown.Escape(contact.Owner)),
                ],
                extras.Custom.Select(c => (c.Label, c.Value))),
            .. Blocks.Text(more.Get(Contact.Fields.Notes)),
            .. DealBlocks.Open(page.Details.OpenDeals, reader),
            .. RecordBlocks.Next(extras, reader),
            .. TimelineBlocks.Last(page.Details.Timeline,
                TimelineBlocks.About("contact", contact.Name).Replace(" is ", " contains ", StringComparison.Ordinal), reader),
            .. RecordBlocks.Changes(extras, reader),
            .. Blocks.Row(
                ExecuteAction.Press("Log", new NewLog(new LogActivity(ContactId: contact.Id.ToString()))),
                ExecuteAction.Press("Task", new NewTask(new PlanActivity(ContactId: contact.Id.ToString()))),
                contact.CompanyId is { } company ? ExecuteAction.Press("Open company", new ShowCompany(company)) : null,
                contact is { CompanyId: not null, IsPrimary: false }
                    ? ExecuteAction.Press("Make primary contact", new MakePrimaryContact(contact.Id, contact.Version))
                    : null,
                reader.IsAdministrator
                    ? ExecuteAction.Press("Erase person", new ConfirmErasure(contact.Id))
                        with { Tooltip = "This person asked to be forgotten" }
                    : null,
                RecordBlocks.LinkButton(extras)),
            .. RecordBlocks.Link(extras),
        ])
        {
            Actions =
            [
                ExecuteAction.Press(
                    "New deal", new NewDeal(new CreateDeal(CompanyId: contact.CompanyId?.ToString(), ContactId: contact.Id.ToString())))
                    with { Style = "positive" },
                ExecuteAction.Press("Edit", new EditRecord(RecordKind.Contact, contact.Id)),
                ExecuteAction.Press("Merge", new ChooseMerge(contact.Id)) with { Tooltip = "This person is here twice" },
                ExecuteAction.Press("Delete", new DeleteRecord(RecordKind.Contact, contact.Id, contact.Version)),
            ],
            FallbackText = contact.Name,
        };
    }

    private static TextBlock Where(ContactView contact, string? department) => Blocks.Subtle(string.Join(
        " · ",
        new[] { contact.JobTitle, department, contact.Company, contact.IsPrimary ? "primary contact" : null }
            .Where(s => !string.IsNullOrEmpty(s)).Select(Markdown.Escape)));
}
