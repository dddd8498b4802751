using Crm.Core.Access;
using Crm.Core.Filtering;

namespace Crm.Core.Companies;

public sealed record ListCompanies(string? Filter = null, string? After = null, int Take = 5, int From = 1)
{
    public const string Verb = "companies.list";
}

public sealed class ListCompaniesHandler(ICrmDb db, CurrentUser user, People people, TimeProvider clock)
{
    public async Task<Result<RecordList<CompanyView>>> HandleAsync(ListCompanies list, CancellationToken ct) => await ListRecords.RunAsync(
        db.Companies.NotDeleted(), new ListQuery(list.Filter, list.After, list.Take, list.From),
        CompanyFields.Catalog(await people.OptionsAsync(ct)), CompanyView.Of, user, clock, ct);
}
