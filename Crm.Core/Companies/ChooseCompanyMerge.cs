using Crm.Core.Contacts;
using Crm.Core.Editing;

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

public sealed class ChooseCompanyMergeHandler(
    ICrmDb db, RecordChoices records, CompanyDuplicates doubles, CurrentUser reader, TenantFields custom)
    : CompareRecordsHandler<Company, CompanyView>(db, RecordKind.Company, CompanyView.Of, reader, custom)
{
    public Task<Result<MergePreview<CompanyView>>> HandleAsync(ChooseCompanyMerge choose, CancellationToken ct) =>
        CompareAsync(choose.Id, choose.MergeId, ct);

    protected override async Task<MergeCounts> CountAsync(Guid merged, CancellationToken ct) => new(
        await Db.Activities.NotDeleted().Where(a => a.CompanyId == merged).Take(MostCounted).CountAsync(ct),
        await Db.Deals.NotDeleted().Where(d => d.CompanyId == merged).Take(MostCounted).CountAsync(ct),
        await Db.Contacts.NotDeleted().Where(c => c.CompanyId == merged).Take(MostCounted).CountAsync(ct));

    protected override MergeLine Say(MergeLine line, CompanyView kept, CompanyView merged) => line.Field == Company.Fields.Revenue.Name
        ? line with { Kept = Revenue(line.Kept), Other = Revenue(line.Other)! }
        : line;

    private string? Revenue(string? revenue) => revenue?.Split(' ') is [var amount, .. var currency]
        ? new ReaderFormat(Reader).Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency is [var code]
            ? code : Reader.Tenant.DefaultCurrency)
        : null;

    protected override async Task<IEnumerable<Choice>> LikelyAsync(CompanyView kept, CancellationToken ct) =>
    [
        .. (await doubles.FindAsync(new CompanyIdentity(kept.Name, kept.Domain, kept.Website), ct))
            .Select(d => Other(d.Id, d.Name, d.Detail)),
        .. await records.CompaniesAsync(null, ct),
    ];
}
