using System.Linq.Expressions;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Companies;

/// <param name="Since">See <see cref="Records.ShowRecord"/>.</param>
public sealed record ShowCompany(Guid Id, int? Since = null)
{
    public const string Verb = "company.show";
}

/// <summary>A company with who works there, what is open and what happened last.</summary>
public sealed record CompanyDetails(
    CompanyView Company, IReadOnlyList<ContactView> Contacts, IReadOnlyList<DealView> OpenDeals, IReadOnlyList<ActivityView> Timeline);

public sealed class ShowCompanyHandler(ICrmDb db)
{
    public const int Shown = 5;

    private static readonly Expression<Func<Company, WithMore<CompanyView, CompanyMore>>> Whole = WithMore<CompanyView, CompanyMore>.Of(CompanyView.Of, CompanyMore.Of);

    private static readonly Func<DbContext, Guid, CancellationToken, Task<WithMore<CompanyView, CompanyMore>?>> Company = EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Company>().Where(c => !c.IsDeleted && c.Id == id).Select(Whole).SingleOrDefault());

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ContactView>> Contacts = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Contact>().Where(c => !c.IsDeleted && c.CompanyId == id)
            .OrderByDescending(c => c.IsPrimary).ThenBy(c => c.LastName).ThenBy(c => c.FirstName).Take(Shown).Select(ContactView.Of));

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<DealView>> OpenDeals = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Deal>().Where(d => !d.IsDeleted && d.CompanyId == id && d.Status == DealStatus.Open)
            .OrderBy(d => d.ExpectedCloseDate).ThenBy(d => d.Id).Take(Shown).Select(DealView.Of));

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> Timeline = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Activity>().Where(a => !a.IsDeleted && a.CompanyId == id).OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    public async Task<Result<CompanyDetails>> HandleAsync(ShowCompany show, CancellationToken ct) =>
        await ReadAsync(show.Id, ct) is { Refusal: null } read ? read.Value.View : Refusal.NotFound("company");

    public async Task<Result<WithMore<CompanyDetails, CompanyMore>>> ReadAsync(Guid id, CancellationToken ct) => await Company(db.Context, id, ct) is var (company, more)
        ? new WithMore<CompanyDetails, CompanyMore>(
            new CompanyDetails(
                company, await Contacts(db.Context, id).ToListAsync(ct), await OpenDeals(db.Context, id).ToListAsync(ct), await Timeline(db.Context, id).ToListAsync(ct)), more)
        : Refusal.NotFound("company");
}
