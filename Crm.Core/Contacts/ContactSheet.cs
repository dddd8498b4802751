using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Contacts;

/// <summary>A contact as its card shows it.</summary>
public sealed record ContactSheet(ContactDetails Details, ContactMore More, RecordExtras Extras);

/// <summary>Fields that lists leave out.</summary>
public sealed record ContactMore(string? Mobile, string? Department, bool DoNotContact, string? City, string? Notes, Dictionary<string, JsonElement> Custom);

public sealed class ContactSheetHandler(ICrmDb db, ShowContactHandler records, RecordExtrasSource extras) : IReadsOneSnapshot
{
    private static readonly Func<DbContext, Guid, CancellationToken, Task<ContactMore>> More = EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Contact>().Where(r => r.Id == id).Select(r => new ContactMore(r.Mobile, r.Department, r.DoNotContact, r.City, r.Notes == null ? null : r.Notes.Substring(0, 501), r.Custom)).Single());

    public async Task<Result<ContactSheet>> HandleAsync(ShowContact show, CancellationToken ct)
    {
        var details = await records.HandleAsync(show, ct);
        if (details.Refusal is { } refusal)
        {
            return refusal;
        }

        var more = await More(db.Context, show.Id, ct);
        return new ContactSheet(details.Value, more, await extras.ReadAsync(RecordKind.Contact, show.Id, details.Value.Contact.Version, more.Custom, show.Since, ct));
    }
}
