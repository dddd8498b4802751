using System.Globalization;
using Crm.Core.Contacts;
using Crm.Core.Editing;
using Crm.Core.Fields;

namespace Crm.Core.Companies;

/// <summary>
/// Asks which other record is the same company, the likeliest first; once one is chosen, shows what the merge would make of both.
/// </summary>
/// <param name="Id">The company that stays.</param>
/// <param name="MergeId">The one that goes up in it; null while none was chosen.</param>
public sealed record ChooseCompanyMerge(Guid Id, string? MergeId = null) : ICardRequest
{
    public static string Verb => "company.merge";
}

/// <param name="Kept">As it would be afterwards.</param>
/// <param name="Merged">As it is now; null while none was chosen.</param>
/// <param name="Filled">Fields that the kept one has empty and takes from the other.</param>
/// <param name="Dropped">Fields in which both differ: the kept one's stands, the other's is shown here for the last time.</param>
/// <param name="Counts">How many contacts, deals and activities go over.</param>
/// <param name="Others">Which it could be, while none was chosen.</param>
public sealed record CompanyMergePreview(
    CompanyView Kept, CompanyView? Merged, IReadOnlyList<MergeLine> Filled, IReadOnlyList<MergeLine> Dropped,
        (int Contacts, int Deals, int Activities) Counts,
    IReadOnlyList<Choice> Others, Refusal? Why);

public sealed class ChooseCompanyMergeHandler(ICrmDb db, RecordChoices records, CompanyDuplicates doubles, CurrentUser reader,
    TenantFields custom)
{
    public async Task<Result<CompanyMergePreview>> HandleAsync(ChooseCompanyMerge choose, CancellationToken ct)
    {
        var kept = await db.Companies.NotDeleted().Where(c => c.Id == choose.Id).Select(CompanyView.Of).SingleOrDefaultAsync(ct);
        if (kept is null)
        {
            return Refusal.NotFound("company");
        }

        var (merged, why) = await MergeChoice<CompanyView>.ReadAsync(
            db.Companies, CompanyView.Of, "company", kept.Id, choose.MergeId, ct);
        return merged is null
            ? new CompanyMergePreview(kept, null, [], [], default, await LikelyAsync(kept, ct), why)
            : await PreviewAsync(kept, merged, ct);
    }

    private async Task<CompanyMergePreview> PreviewAsync(CompanyView kept, CompanyView merged, CancellationToken ct)
    {
        var both = await db.Companies.AsNoTracking().Where(c => c.Id == kept.Id || c.Id == merged.Id).ToListAsync(ct);
        var fields = await custom.OfAsync(RecordKind.Company, ct);
        var (filled, dropped) = both.Single(c => c.Id == kept.Id).Compare(both.Single(c => c.Id == merged.Id));
        return new CompanyMergePreview(
            kept, merged, MergeChoice.Lines(filled, fields, reader, Say), MergeChoice.Lines(dropped, fields, reader, Say),
            (await db.Contacts.NotDeleted().Where(c => c.CompanyId == merged.Id).Take(MergeChoice.MostCounted).CountAsync(ct),
                await db.Deals.NotDeleted().Where(d => d.CompanyId == merged.Id).Take(MergeChoice.MostCounted).CountAsync(ct),
                await db.Activities.NotDeleted().Where(a => a.CompanyId == merged.Id).Take(MergeChoice.MostCounted).CountAsync(ct)),
            [], null);
    }

    private MergeLine Say(MergeLine line) => line.Field == Company.Fields.Revenue.Name
        ? line with { Kept = Revenue(line.Kept), Other = Revenue(line.Other)! }
        : line;

    private string? Revenue(string? revenue) => revenue?.Split(' ') is [var amount, .. var currency]
        ? new ReaderFormat(reader).Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency is [var code]
            ? code : reader.Tenant.DefaultCurrency)
        : null;

    private async Task<IReadOnlyList<Choice>> LikelyAsync(CompanyView kept, CancellationToken ct)
    {
        var alike = (await doubles.FindAsync(new CompanyIdentity(kept.Name, kept.Domain, kept.Website), ct))
            .Select(d => MergeChoice.Other(d.Id, d.Name, d.Detail));
        return MergeChoice.Others(kept.Id, alike, await records.CompaniesAsync(null, ct));
    }
}
