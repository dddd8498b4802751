using System.Linq.Expressions;
using System.Text.Json;
using Crm.Core.Fields;
using Crm.Core.History;
using Crm.Core.Records;
using Crm.Core.UseCases;

namespace Crm.Core.Contacts;

/// <summary>A contact as its card shows it.</summary>
public sealed record ContactPage(ContactDetails Details, ContactPageFields More, PageExtras Extras);

/// <summary>Fields that lists leave out.</summary>
public sealed record ContactPageFields(FieldValues<Contact> Fields, Dictionary<string, JsonElement> Custom)
{
    public static readonly Expression<Func<Contact, ContactPageFields>> Of =
        Contact.Fields.All.Read((c, values) => new ContactPageFields(new FieldValues<Contact>(values), c.Custom));
}

public sealed class ContactPageHandler(ShowContactHandler records, PageExtrasReader extras) : IReadsOneSnapshot
{
    public async Task<Result<ContactPage>> HandleAsync(ShowContact show, CancellationToken ct)
    {
        var record = await records.WholeAsync(show.Id, ct);
        if (record.Refusal is { } refusal)
        {
            return refusal;
        }

        var (details, more) = record.Value;
        return new ContactPage(
            details, more, await extras.ReadAsync(RecordKind.Contact, show.Id, details.Contact.Version, more.Custom, show.Since, ct));
    }
}
