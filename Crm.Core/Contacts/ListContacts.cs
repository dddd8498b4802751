using Crm.Core.Access;
using Crm.Core.Filtering;

namespace Crm.Core.Contacts;

public sealed record ListContacts(string? Filter = null, string? After = null, int Take = 5, int From = 1)
{
    public const string Verb = "contacts.list";
}

public sealed class ListContactsHandler(ICrmDb db, CurrentUser user, People people, TimeProvider clock)
{
    public async Task<Result<RecordList<ContactView>>> HandleAsync(ListContacts list, CancellationToken ct) => await ListRecords.RunAsync(
        db.Contacts.NotDeleted(), new ListQuery(list.Filter, list.After, list.Take, list.From),
        ContactFields.Catalog(await people.OptionsAsync(ct)), ContactView.Of, user, clock, ct);
}
