using Crm.Core.Catalogs;

namespace Crm.Core.Companies;

public sealed record ListCompanies(
    string? Filter = null, string? After = null, int Take = 5, int From = 1, string? Sort = null, string? Counts = null)
    : ListQuery(Filter, After, Take, From, Sort, Counts), ICardRequest
{
    public static string Verb => "companies.list";
}

public sealed class ListCompaniesHandler(ICrmDb db, CurrentUser reader, FieldSource fields, ListRecords lists) : IEndsWithItsCounts
{
    public async Task<Result<RecordList<CompanyView>>> HandleAsync(ListCompanies list, CancellationToken ct) => await lists.RunAsync(
        db.CompaniesInListsOf(reader), list, await fields.CompaniesAsync(ct), CompanyView.Of, ct);
}
