using System.Linq.Expressions;
using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Records;

namespace Crm.Core.Contacts;

/// <summary>A contact as its card shows it.</summary>
public sealed record ContactSheet(ContactDetails Details, ContactMore More, RecordExtras Extras);

/// <summary>Fields that lists leave out.</summary>
public sealed record ContactMore(FieldValues<Contact> Fields, Dictionary<string, JsonElement> Custom)
{
    public static readonly Expression<Func<Contact, ContactMore>> Of =
        Contact.Fields.All.Read((c, values) => new ContactMore(new FieldValues<Contact>(values), c.Custom));
}

public sealed class ContactSheetHandler(ShowContactHandler records, RecordExtrasSource extras) : IReadsOneSnapshot
{
    public async Task<Result<ContactSheet>> HandleAsync(ShowContact show, CancellationToken ct)
    {
        var record = await records.WholeAsync(show.Id, ct);
        if (record.Refusal is { } refusal)
        {
            return refusal;
        }

        var (details, more) = record.Value;
        return new ContactSheet(details, more, await extras.ReadAsync(RecordKind.Contact, show.Id, details.Contact.Version, more.Custom, show.Since, ct));
    }
}
