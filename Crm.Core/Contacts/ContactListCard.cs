using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Filtering;

namespace Crm.Core.Contacts;

public static class ContactListCard
{
    public static AdaptiveCard For(ListContacts asked, RecordList<ContactView> page, CurrentUser reader)
    {
        asked = asked with { Filter = page.Filter };
        return ListCard.For(
            "Contacts", page, reader,
            contact => new ListLine(
                Markdown.Short(contact.Name, 80),
                string.Join(" · ", new[] { contact.JobTitle, contact.Company, contact.Email }.Where(s => !string.IsNullOrEmpty(s)).Select(Markdown.Escape)),
                ExecuteAction.Press("Open", ShowContact.Verb, new ShowContact(contact.Id))),
            ExecuteAction.Press("Next page", ListContacts.Verb, asked with { After = page.Next, From = page.From + page.Items.Count }),
            ExecuteAction.Press("First page", ListContacts.Verb, asked with { After = null, From = 1 }));
    }
}
