using Crm.Core.Editing;

namespace Crm.Core.Companies;

/// <summary>Everything back where it was, as far as nobody moved it on since.</summary>
public sealed record UndoCompanyMerge(Guid MergeId) : ICardRequest
{
    public static string Verb => "company.merge-undo";
}

public sealed class UndoCompanyMergeHandler(
    ICrmDb db, RecordMerges merges, IMergeLinks<MovedFromCompany> links) : IChangesData
{
    public Task<Result<CompanyMergeDone>> HandleAsync(UndoCompanyMerge undo, CancellationToken ct) =>
        merges.UndoAsync(db.Companies, RecordKind.Company, db.CompanyMerges, undo.MergeId, UndoAsync, ct);

    private async Task<Result<CompanyMergeDone>> UndoAsync(CompanyMerge note, Company kept, Company merged, CancellationToken ct)
    {
        var moved = note.Read();
        kept.TakeBack(moved.Filled);
        db.FurtherDomains.RemoveRange(await db.FurtherDomains.Where(d => d.CompanyId == kept.Id && moved.Domains.Contains(d.Domain))
            .ToListAsync(ct));
        if (await merges.ReturnAsync(note, merged, ct) is { } wrong)
        {
            return wrong;
        }

        var gone = await links.MoveAsync(kept.Id, merged.Id, moved.Links, ct);
        return new CompanyMergeDone(note.Id, kept.Id, gone.Contacts.Count, gone.Deals.Count, gone.Activities.Count);
    }
}
