using Crm.Core.Catalogs;

namespace Crm.Core.Contacts;

public sealed record ListContacts(
    string? Filter = null, string? After = null, int Take = 5, int From = 1, string? Sort = null, string? Counts = null)
    : ListQuery(Filter, After, Take, From, Sort, Counts), ICardRequest
{
    public static string Verb => "contacts.list";
}

public sealed class ListContactsHandler(ICrmDb db, CurrentUser reader, FieldSource fields, ListRecords lists) : IEndsWithItsCounts
{
    public async Task<Result<RecordList<ContactView>>> HandleAsync(ListContacts list, CancellationToken ct) => await lists.RunAsync(
        db.ContactsInListsOf(reader), list, await fields.ContactsAsync(ct), ContactView.Of, ct);
}
