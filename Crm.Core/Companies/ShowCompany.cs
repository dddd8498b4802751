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

    private static readonly RecordQuery<ContactView> Contacts = RecordQuery<ContactView>.Of(
        (db, id) => db.Set<Contact>().Where(c => !c.IsDeleted && c.CompanyId == id)
            .OrderByDescending(c => c.IsPrimary).ThenBy(c => c.LastName).ThenBy(c => c.FirstName).Take(Shown).Select(ContactView.Of));

    private static readonly RecordQuery<DealView> OpenDeals = RecordQuery<DealView>.Of(
        (db, id) => db.Set<Deal>().Where(d => !d.IsDeleted && d.CompanyId == id && d.Status == DealStatus.Open)
            .OrderBy(d => d.ExpectedCloseDate).ThenBy(d => d.Id).Take(Shown).Select(DealView.Of));

    private static readonly RecordQuery<ActivityView> Timeline = RecordQuery<ActivityView>.Of(
        (db, id) => db.Set<Activity>().Where(a => !a.IsDeleted && a.CompanyId == id && a.Status == ActivityStatus.Completed)
            .OrderByDescending(a => a.OccurredAt).Take(Shown).Select(ActivityView.Of));

    protected override BatchedPart<CompanyView, CompanyDetails> Details(RecordId id, CancellationToken ct)
    {
        List<ContactView> contacts = [];
        List<DealView> deals = [];
        List<ActivityView> timeline = [];
        return new BatchedPart<CompanyView, CompanyDetails>(
            [
                async () => contacts = await Contacts.Read(Db.Context, id).ToListAsync(ct),
                async () => deals = await OpenDeals.Read(Db.Context, id).ToListAsync(ct),
                async () => timeline = await Timeline.Read(Db.Context, id).ToListAsync(ct),
            ],
            async (view, token) => new CompanyDetails(view, contacts, deals, await WithheldWords.ReadAsync(Db, timeline, token)));
    }
}
