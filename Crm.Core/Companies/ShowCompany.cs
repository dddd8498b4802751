using System.Linq.Expressions;
using Crm.Core.Activities;
using Crm.Core.Contacts;
using Crm.Core.Deals;

namespace Crm.Core.Companies;

/// <param name="Since">See <see cref="Records.ShowRecord"/>.</param>
public sealed record ShowCompany(Guid Id, int? Since = null) : ICardRequest
{
    public static string Verb => "company.show";
}

/// <summary>A company with who works there, what is open and what happened last.</summary>
public sealed record CompanyDetails(
    CompanyView Company, IReadOnlyList<ContactView> Contacts, IReadOnlyList<DealView> OpenDeals, IReadOnlyList<ActivityView> Timeline);

public sealed class ShowCompanyHandler(ICrmDb db)
{
    public const int Shown = 5;

    private static readonly Expression<Func<Company, WithPageFields<CompanyView, CompanyPageFields>>> Both =
        WithPageFields<CompanyView, CompanyPageFields>.Of(CompanyView.Of, CompanyPageFields.Of);

    private static readonly Func<DbContext, Guid, CancellationToken, Task<CompanyView?>> Company = EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Company>().Where(c => !c.IsDeleted && c.Id == id).Select(CompanyView.Of)
            .SingleOrDefault());

    private static readonly Func<DbContext, Guid, CancellationToken, Task<WithPageFields<CompanyView, CompanyPageFields>?>> WholeCompany =
        EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<Company>().Where(c => !c.IsDeleted && c.Id == id).Select(Both)
            .SingleOrDefault());

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ContactView>> Contacts = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Contact>().Where(c => !c.IsDeleted && c.CompanyId == id)
            .OrderByDescending(c => c.IsPrimary).ThenBy(c => c.LastName).ThenBy(c => c.FirstName).Take(Shown).Select(ContactView.Of));

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<DealView>> OpenDeals = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Deal>().Where(d => !d.IsDeleted && d.CompanyId == id && d.Status == DealStatus.Open)
            .OrderBy(d => d.ExpectedCloseDate).ThenBy(d => d.Id).Take(Shown).Select(DealView.Of));

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> Timeline = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Activity>().Where(a => !a.IsDeleted && a.CompanyId == id && a.Status == ActivityStatus.Completed)
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    public async Task<Result<CompanyDetails>> HandleAsync(ShowCompany show, CancellationToken ct) =>
        await Company(db.Context, show.Id, ct) is { } company ? await DetailsAsync(company, ct) : Refusal.NotFound("company");

    /// <summary>The same with what only its card shows, for <see cref="CompanyPageHandler"/>.</summary>
    public async Task<Result<WithPageFields<CompanyDetails, CompanyPageFields>>> WholeAsync(Guid id, CancellationToken ct) =>
        await WholeCompany(db.Context, id, ct) is var (company, more)
        ? new WithPageFields<CompanyDetails, CompanyPageFields>(await DetailsAsync(company, ct), more)
        : Refusal.NotFound("company");

    private async Task<CompanyDetails> DetailsAsync(CompanyView company, CancellationToken ct) => new(
        company, await Contacts(db.Context, company.Id).ToListAsync(ct), await OpenDeals(db.Context, company.Id).ToListAsync(ct),
        await WithheldWords.ReadAsync(db, await Timeline(db.Context, company.Id).ToListAsync(ct), ct));
}
