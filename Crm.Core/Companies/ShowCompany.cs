using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Companies;

public sealed record ShowCompany(Guid Id)
{
    public const string Verb = "company.show";
}

/// <summary>A company with who works there, what is open and what happened last.</summary>
public sealed record CompanyDetails(
    CompanyView Company, IReadOnlyList<ContactView> Contacts, IReadOnlyList<DealView> OpenDeals, IReadOnlyList<ActivityView> Timeline);

public sealed class ShowCompanyHandler(ICrmDb db)
{
    public const int Shown = 5;

    public async Task<Result<CompanyDetails>> HandleAsync(ShowCompany show, CancellationToken ct)
    {
        var company = await db.Companies.NotDeleted().Where(c => c.Id == show.Id).Select(CompanyView.Of).SingleOrDefaultAsync(ct);
        if (company is null)
        {
            return Refusal.NotFound("company");
        }

        var contacts = await db.Contacts.NotDeleted().Where(c => c.CompanyId == show.Id)
            .OrderByDescending(c => c.IsPrimary).ThenBy(c => c.LastName).ThenBy(c => c.FirstName).Take(Shown).Select(ContactView.Of).ToListAsync(ct);
        var deals = await db.Deals.NotDeleted().Where(d => d.CompanyId == show.Id && d.Status == DealStatus.Open)
            .OrderBy(d => d.ExpectedCloseDate).ThenBy(d => d.Id).Take(Shown).Select(DealView.Of).ToListAsync(ct);
        var timeline = await db.Activities.NotDeleted().Where(a => a.CompanyId == show.Id)
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of).ToListAsync(ct);
        return new CompanyDetails(company, contacts, deals, timeline);
    }
}
