using Crm.Core.Editing;

namespace Crm.Core.Contacts;

/// <summary>
/// Asks which other contact is the same person, the likeliest first; once one is chosen, shows what the merge would make of both.
/// </summary>
/// <param name="Id">The contact that stays.</param>
/// <param name="MergeId">The one that goes up in it; null while nobody was chosen.</param>
public sealed record ChooseMerge(Guid Id, string? MergeId = null) : ICardRequest
{
    public static string Verb => "contact.merge";
}

public sealed class ChooseMergeHandler(ICrmDb db, RecordChoices records, ISearchIndex index, CurrentUser reader, TenantFields custom)
    : CompareRecordsHandler<Contact, ContactView>(db, RecordKind.Contact, ContactView.Of, reader, custom)
{
    private const int Alike = 20;

    public Task<Result<MergePreview<ContactView>>> HandleAsync(ChooseMerge choose, CancellationToken ct) =>
        CompareAsync(choose.Id, choose.MergeId, ct);

    protected override async Task<MergeCounts> CountAsync(Guid merged, CancellationToken ct) => new(
        await Db.Activities.NotDeleted().Where(a => a.ContactId == merged).Take(MostCounted).CountAsync(ct),
        await Db.Deals.NotDeleted().Where(d => d.ContactId == merged).Take(MostCounted).CountAsync(ct));

    protected override MergeLine Say(MergeLine line, ContactView kept, ContactView merged) =>
        line.Field == Contact.Fields.Company.Name ? line with { Kept = kept.Company, Other = merged.Company ?? "another one" } : line;

    /// <summary>Namesakes first.</summary>
    protected override async Task<IEnumerable<Choice>> LikelyAsync(ContactView kept, CancellationToken ct)
    {
        var alike = (await index.FindAsync(kept.Name, Alike, ct)).Hits.Where(h => h.Kind is RecordKind.Contact)
            .Select(h => Other(h.Id, h.Title, h.Detail));
        return alike.Concat(await records.ContactsAsync(null, ct));
    }
}
