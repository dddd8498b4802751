namespace Crm.Core.Contacts;

/// <summary>The same for contacts as <see cref="Companies.CompanyReach"/> says for companies.</summary>
public static class ContactReach
{
    /// <returns>Contacts that are not deleted.</returns>
    public static IQueryable<Contact> ContactsInListsOf(this ICrmDb db, CurrentUser reader) =>
        reader.MaySeeEverybody ? db.Contacts.NotDeleted() : db.OwnContacts.NotDeleted().Where(c => c.OwnerId == reader.Id);
}
