using Crm.Core.Activities;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.History;

namespace Crm.Core.Companies;

/// <param name="Since">See <see cref="Records.ShowRecord"/>.</param>
public sealed record ShowCompany(Guid Id, int? Since = null) : ICardRequest, IShowRecord
{
    public static string Verb => "company.show";
}

/// <summary>A company with who works there, what is open and what happened last.</summary>
public sealed record CompanyDetails(
    CompanyView Company, IReadOnlyList<ContactView> Contacts, IReadOnlyList<DealView> OpenDeals, IReadOnlyList<ActivityView> Timeline);

public sealed class ShowCompanyHandler(ICrmDb db, PageExtrasReader extras)
    : ShowRecordHandler<ShowCompany, CompanyView, PageFields<Company>, CompanyDetails>(db, One, extras)
{
    public const int Shown = 5;

    private static readonly OneRecord<CompanyView, PageFields<Company>> One =
        OneRecord<CompanyView, PageFields<Company>>.Of(RecordKind.Company, CompanyView.Of, PageFields<Company>.Of(Company.Fields.All));

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ContactView>> Contacts = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Contact>().Where(c => !c.IsDeleted && c.CompanyId == id)
            .OrderByDescending(c => c.IsPrimary).ThenBy(c => c.LastName).ThenBy(c => c.FirstName).Take(Shown).Select(ContactView.Of));

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<DealView>> OpenDeals = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Deal>().Where(d => !d.IsDeleted && d.CompanyId == id && d.Status == DealStatus.Open)
            .OrderBy(d => d.ExpectedCloseDate).ThenBy(d => d.Id).Take(Shown).Select(DealView.Of));

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> Timeline = EF.CompileAsyncQuery(
        (DbContext db, Guid id) => db.Set<Activity>().Where(a => !a.IsDeleted && a.CompanyId == id && a.Status == ActivityStatus.Completed)
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    protected override async Task<CompanyDetails> DetailsAsync(CompanyView view, CancellationToken ct) => new(
        view, await Contacts(Db.Context, view.Id).ToListAsync(ct), await OpenDeals(Db.Context, view.Id).ToListAsync(ct),
        await WithheldWords.ReadAsync(Db, await Timeline(Db.Context, view.Id).ToListAsync(ct), ct));
}
