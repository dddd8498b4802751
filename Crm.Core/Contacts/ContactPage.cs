using System.Linq.Expressions;
using System.Text.Json;
using Crm.Core.Fields;
using Crm.Core.History;

namespace Crm.Core.Contacts;

/// <summary>A contact as its card shows it.</summary>
public sealed record ContactPage(ContactDetails Details, ContactPageFields More, PageExtras Extras);

/// <summary>Fields that lists leave out.</summary>
public sealed record ContactPageFields(FieldValues<Contact> Fields, Dictionary<string, JsonElement> Custom)
{
    public static readonly Expression<Func<Contact, ContactPageFields>> Of =
        Contact.Fields.All.Read((c, values) => new ContactPageFields(new FieldValues<Contact>(values), c.Custom));
}

public sealed class ContactPageHandler(ShowContactHandler records, PageExtrasReader extras)
{
    public async Task<Result<ContactPage>> HandleAsync(ShowContact show, CancellationToken ct) =>
        await (await records.WholeAsync(show.Id, ct)).ThenAsync(async whole => new ContactPage(
            whole.View, whole.More,
            await extras.ReadAsync(RecordKind.Contact, show.Id, whole.View.Contact.Version, whole.More.Custom, show.Since, ct)));
}
