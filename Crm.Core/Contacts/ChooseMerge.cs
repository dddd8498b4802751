using Crm.Core.Editing;
using Crm.Core.Fields;

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

/// <param name="Kept">As it would be afterwards.</param>
/// <param name="Merged">As it is now; null while nobody was chosen.</param>
/// <param name="Filled">Fields that the kept one has empty and takes from the other.</param>
/// <param name="Dropped">Fields in which both differ: the kept one's stands, the other's is shown here for the last time.</param>
/// <param name="Others">Whom it could be, while nobody was chosen.</param>
public sealed record MergePreview(
    ContactView Kept, ContactView? Merged, IReadOnlyList<MergeLine> Filled, IReadOnlyList<MergeLine> Dropped, int Activities, int Deals,
    IReadOnlyList<Choice> Others, Refusal? Why);

public sealed class ChooseMergeHandler(ICrmDb db, RecordChoices records, ISearchIndex index, CurrentUser reader, TenantFields custom)
{
    private const int Alike = 20;

    public async Task<Result<MergePreview>> HandleAsync(ChooseMerge choose, CancellationToken ct)
    {
        var kept = await db.Contacts.NotDeleted().Where(c => c.Id == choose.Id).Select(ContactView.Of).SingleOrDefaultAsync(ct);
        if (kept is null)
        {
            return Refusal.NotFound("contact");
        }

        var (merged, why) = await MergeChoice<ContactView>.ReadAsync(
            db.Contacts, ContactView.Of, "contact", kept.Id, choose.MergeId, ct);
        return merged is null
            ? new MergePreview(kept, null, [], [], 0, 0, await LikelyAsync(kept, ct), why)
            : await PreviewAsync(kept, merged, ct);
    }

    private async Task<MergePreview> PreviewAsync(ContactView kept, ContactView merged, CancellationToken ct)
    {
        var both = await db.Contacts.AsNoTracking().Where(c => c.Id == kept.Id || c.Id == merged.Id).ToListAsync(ct);
        var fields = await custom.OfAsync(RecordKind.Contact, ct);
        var (filled, dropped) = both.Single(c => c.Id == kept.Id).Compare(both.Single(c => c.Id == merged.Id));
        return new MergePreview(
            kept, merged, MergeChoice.Lines(filled, fields, reader, Say), MergeChoice.Lines(dropped, fields, reader, Say),
            await db.Activities.NotDeleted().Where(a => a.ContactId == merged.Id).Take(MergeChoice.MostCounted).CountAsync(ct),
            await db.Deals.NotDeleted().Where(d => d.ContactId == merged.Id).Take(MergeChoice.MostCounted).CountAsync(ct),
            [], null);

        MergeLine Say(MergeLine line) =>
            line.Field == Contact.Fields.Company.Name ? line with { Kept = kept.Company, Other = merged.Company ?? "another one" } : line;
    }

    /// <summary>Namesakes first, then those whom any form would offer.</summary>
    private async Task<IReadOnlyList<Choice>> LikelyAsync(ContactView kept, CancellationToken ct)
    {
        var alike = (await index.FindAsync(kept.Name, Alike, ct)).Hits.Where(h => h.Kind is RecordKind.Contact)
            .Select(h => MergeChoice.Other(h.Id, h.Title, h.Detail));
        return MergeChoice.Others(kept.Id, alike, await records.ContactsAsync(null, ct));
    }
}
