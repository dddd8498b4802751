using Crm.Core.Access;

namespace Crm.Core.Contacts;

/// <summary>The same for contacts as <see cref="Companies.CompanyReach"/> says for companies.</summary>
public static class ContactReach
{
    public static IQueryable<Contact> InListsOf(this IQueryable<Contact> contacts, CurrentUser reader) =>
        reader.SeesEverything ? contacts : contacts.Where(c => c.OwnerId == reader.Id);
}
