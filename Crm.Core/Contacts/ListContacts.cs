using Crm.Core.Catalogs;
using Crm.Core.Filtering;

namespace Crm.Core.Contacts;

public sealed record ListContacts(
    string? Filter = null, string? After = null, int Take = 5, int From = 1, string? Sort = null, string? Counts = null) : ICardRequest
{
    public static string Verb => "contacts.list";
}

public sealed class ListContactsHandler(ICrmDb db, CurrentUser reader, FieldSource fields, ListRecords lists) : IEndsWithItsCounts
{
    public async Task<Result<RecordList<ContactView>>> HandleAsync(ListContacts list, CancellationToken ct) => await lists.RunAsync(
        db.ContactsInListsOf(reader),
        new ListQuery(list.Filter, list.After, list.Take, list.From) { Sort = list.Sort, Counts = list.Counts },
        await fields.ContactsAsync(ct), ContactView.Of, ct);
}
