using Crm.Core.Contacts;

namespace Crm.Core.Lists;

public static class ContactListCard
{
    public static AdaptiveCard For(Browsed<RecordList<ContactView>> browsed, CurrentUser reader) => ListCard.For(
        "Contacts", browsed.List, browsed.Moves, reader,
        contact => new ListLine(
            Markdown.Short(contact.Name, 80),
            string.Join(" · ", new[] { contact.JobTitle, contact.Company, contact.Email }.Where(s => !string.IsNullOrEmpty(s))
                .Select(s => Markdown.Short(s, 60))),
            ExecuteAction.Press("Open", new ShowContact(contact.Id))),
        ExecuteAction.Press("New contact", new NewContact()));
}
