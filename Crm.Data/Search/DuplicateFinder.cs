using Crm.Core.Companies;
using Crm.Core.Filtering;

namespace Crm.Data.Search;

/// <summary>
/// Candidates by search_phones, search_company_keys and search_company_like; what is only alike, under the time limit of every count.
/// </summary>
internal sealed class DuplicateFinder(CrmDbContext db, IFacetCounts limited) : IDuplicateFinder
{
    private const int Most = 40;

    public async Task<IReadOnlyList<Guid>> CompaniesAsync(string core, IReadOnlyCollection<string> domains, CancellationToken ct)
    {
        var (behind, before, mail) = (LegalForms.Behind, LegalForms.InFrontOf, domains.ToArray());
        var same = await db.Database.SqlQuery<Guid>(
            $"select search_company_keys(crm_ext.fold({core}), {behind}, {before}, {mail}, {Most}) as \"Value\"").ToListAsync(ct);
        var alike = core.Length < IDuplicateFinder.ShortestAlike ? []
            : await limited.ListAsync(db.Database.SqlQuery<Guid>($"select search_company_like(crm_ext.fold({core}), {Most}) as \"Value\""),
                ct);
        return [.. same.Concat(alike ?? []).Distinct()];
    }

    public async Task<IReadOnlyList<Guid>> ContactsByPhoneAsync(string digits, CancellationToken ct) => await db.Database
        .SqlQuery<Guid>($"select id as \"Value\" from search_phones({digits}, {Most}) where kind = 'CONTACT'").ToListAsync(ct);
}
