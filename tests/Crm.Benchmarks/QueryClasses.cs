using Crm.Core.Activities;
using Crm.Core.ItemContext;
using Crm.Core.Reports;
using Crm.Core.Search;

namespace Crm.Benchmarks;

/// <summary>Every question that is measured, one line each: name, kind (which carries the target), the use case, the same in SQL.</summary>
internal static class QueryClasses
{
    public const int Page = 50;

    public static readonly IReadOnlyList<QueryClass> All =
    [
        QueryClass.Of("company with people, deals, timeline", QueryKind.Lookup,
            (ShowCompanyHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ShowCompany(a.Company.Id), ct),
            a => RawSql.ShowCompany(a.Company.Id)),
        QueryClass.Of("contact with deals, timeline", QueryKind.Lookup,
            (ShowContactHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ShowContact(a.Contact.Id), ct),
            a => RawSql.ShowContact(a.Contact.Id)),
        QueryClass.Of("deal with timeline", QueryKind.Lookup,
            (ShowDealHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ShowDeal(a.Deal.Id), ct),
            a => RawSql.ShowDeal(a.Deal.Id)),
        QueryClass.Of("sender of the open mail", QueryKind.Lookup,
            (RecognisePeopleHandler h, Asked a, CancellationToken ct) =>
                h.HandleAsync(new RecognisePeople([new PersonSeen(a.Contact.Email)]), ct), RawSql.Sender),

        Companies("companies: all by name", QueryKind.List, _ => "", "c.name_folded, c.id", a => ("", [])),
        Companies("companies: status and size", QueryKind.List, a => $"status is {a.Status} and size is {a.Size}", "c.name_folded, c.id",
            a => ("c.status = $1 and c.company_size = $2", [RawSql.Stored(a.Status), RawSql.Stored(a.Size)])),
        Companies("companies: industry, status and size", QueryKind.List, ThreeConditions, "c.name_folded, c.id",
            a => (RawSql.ThreeConditions, RawSql.Three(a))),
        Companies("companies: name starts with", QueryKind.List, a => $"name starts with \"{a.Term}\"", "c.name_folded, c.id",
            a => ("starts_with(c.name_folded, crm_ext.fold($1))", [a.Term])),
        Companies("companies: name contains", QueryKind.List, a => $"name contains \"{a.Term}\"", "c.name_folded, c.id",
            a => ("c.name_folded like crm_ext.fold($1)", [$"%{a.Term}%"])),
        Companies("companies: last changed", QueryKind.List, _ => "order by updated desc", "c.updated_at desc, c.id desc", a => ("", [])),
        Contacts("contacts: all by name", QueryKind.List, _ => "", "c.name_folded, c.id", a => ("", [])),
        Contacts("contacts: status and owner is me", QueryKind.List, _ => "status is lead and owner is me", "c.name_folded, c.id",
            a => ("c.status = 'LEAD' and c.owner_id = $1", [a.Caller.Id])),
        Contacts("contacts: name starts with", QueryKind.List, a => $"name starts with \"{a.Contact.LastName}\"", "c.name_folded, c.id",
            a => ("starts_with(c.name_folded, crm_ext.fold($1))", [a.Contact.LastName])),
        Deals("deals: last changed", QueryKind.List, _ => "", "d.updated_at desc, d.id desc", a => ("", [])),
        Deals("deals: mine, open, by close date", QueryKind.List, _ => "status is open and owner is me order by expected close",
            "d.expected_close_date, d.id",
            a => ("d.status = 'OPEN' and d.owner_id = $1", [a.Caller.Id])),
        Deals("deals: stage and value", QueryKind.List, a => $"stage is \"{a.Stage.Name}\" and value >= {a.Worth}",
            "d.updated_at desc, d.id desc",
            a => ("d.stage_id = $1 and d.value >= $2", [a.Stage.Id, (decimal)a.Worth])),
        Deals("deals: closing this quarter above value", QueryKind.List,
            a => $"status is open and expected close within this quarter and value >= {a.Worth} order by value desc",
            "d.value desc nulls last, d.id desc",
            a => ("d.status = 'OPEN' and d.expected_close_date >= $1 and d.expected_close_date < $2 and d.value >= $3",
                [QuarterOf(a.Today), QuarterOf(a.Today).AddMonths(3), (decimal)a.Worth])),
        Activities("activities: timeline of all", QueryKind.List, _ => "", "a.occurred_at desc, a.id desc", a => ("", [])),
        Activities("activities: my open tasks by due date", QueryKind.List,
            _ => "type is task and status is pending and owner is me order by due", "a.due_date, a.id",
            a => ("a.type = 'TASK' and a.status = 'PENDING' and a.owner_id = $1", [a.Caller.Id])),
        Activities("activities: calls of the past 30 days", QueryKind.List, _ => "type is call and when within past 30 days",
            "a.occurred_at desc, a.id desc",
            a => ("a.type = 'CALL' and a.occurred_at >= $1 and a.occurred_at < $2",
                [StartOf(a, a.Today.AddDays(-29)), StartOf(a, a.Today.AddDays(1))])),
        QueryClass.Of("companies: a later page", QueryKind.List,
            (ListCompaniesHandler h, Asked a, CancellationToken ct) =>
                h.HandleAsync(new ListCompanies(null, a.Cursors.Companies, Page), ct), null),
        QueryClass.Of("contacts: a later page", QueryKind.List,
            (ListContactsHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ListContacts(null, a.Cursors.Contacts, Page), ct),
            null),
        QueryClass.Of("deals: a later page", QueryKind.List,
            (ListDealsHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ListDeals(null, a.Cursors.Deals, Page), ct), null),

        QueryClass.Of("companies: three conditions counted", QueryKind.Count,
            (ListCompaniesHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ListCompanies(ThreeConditions(a), null, 1), ct),
            RawSql.CountCompanies),
        QueryClass.Of("companies: total, without each condition, by status and size", QueryKind.Count,
            (ListCompaniesHandler h, Asked a, CancellationToken ct) =>
                h.HandleAsync(new ListCompanies(ThreeConditions(a), null, 1, Counts: "conditions,status,size"), ct), RawSql.CountFacets),
        QueryClass.Of("contacts: status and owner counted", QueryKind.Count,
            (ListContactsHandler h, Asked a, CancellationToken ct) =>
                h.HandleAsync(new ListContacts("status is active and owner is me", null, 1), ct),
            a => RawSql.ContactList(a, 1, "c.status = 'ACTIVE' and c.owner_id = $1", "c.name_folded, c.id", [a.Caller.Id])),
        QueryClass.Of("deals: close date and value counted", QueryKind.Count,
            (ListDealsHandler h, Asked a, CancellationToken ct) =>
                h.HandleAsync(new ListDeals($"expected close within this quarter and value >= {a.Worth}", null, 1), ct),
            a => RawSql.DealList(
                1, "d.expected_close_date >= $1 and d.expected_close_date < $2 and d.value >= $3", "d.updated_at desc, d.id desc",
                [QuarterOf(a.Today), QuarterOf(a.Today).AddMonths(3), (decimal)a.Worth])),

        QueryClass.Of("search over everything", QueryKind.Search,
            (FindRecordsHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new FindRecords(a.Term), ct), null),

        QueryClass.Of("dashboard: mine, a manager's of everyone", QueryKind.Dashboard,
            (ShowDashboardHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ShowDashboard(Whose(a)), ct),
            RawReports.Dashboard),
        QueryClass.Of("pipeline by stage and currency", QueryKind.Dashboard,
            (ShowPipelineHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ShowPipeline(Whose(a)), ct), RawSql.Pipeline),
        QueryClass.Of("funnel of last quarter", QueryKind.Report,
            (ShowFunnelHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ShowFunnel(Whose(a), "last quarter"), ct),
            RawReports.Funnel),
        QueryClass.Of("performance of last quarter", QueryKind.Report,
            (ShowPerformanceHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ShowPerformance(Whose(a), "last quarter"), ct),
            RawReports.Performance),

        QueryClass.Of("move a deal", QueryKind.Change,
            (MoveDealHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new MoveDeal(a.Deal.Id, a.Stage.Id), ct), null),
    ];

    private static QueryClass Companies(string name, QueryKind kind, Func<Asked, string> filter, string order,
        Func<Asked, (string Where, object[] Values)> raw) => QueryClass.Of(
        name, kind, (ListCompaniesHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ListCompanies(filter(a), null, Page), ct),
        a => RawSql.CompanyList(a, Page, raw(a).Where, order, raw(a).Values));

    private static QueryClass Contacts(string name, QueryKind kind, Func<Asked, string> filter, string order,
        Func<Asked, (string Where, object[] Values)> raw) => QueryClass.Of(
        name, kind, (ListContactsHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ListContacts(filter(a), null, Page), ct),
        a => RawSql.ContactList(a, Page, raw(a).Where, order, raw(a).Values));

    private static QueryClass Deals(string name, QueryKind kind, Func<Asked, string> filter, string order,
        Func<Asked, (string Where, object[] Values)> raw) => QueryClass.Of(
        name, kind, (ListDealsHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ListDeals(filter(a), null, Page), ct),
        a => RawSql.DealList(Page, raw(a).Where, order, raw(a).Values));

    private static QueryClass Activities(string name, QueryKind kind, Func<Asked, string> filter, string order,
        Func<Asked, (string Where, object[] Values)> raw) => QueryClass.Of(
        name, kind,
        (ListActivitiesHandler h, Asked a, CancellationToken ct) => h.HandleAsync(new ListActivities(filter(a), null, Page), ct),
        a => a.Caller.MaySeeEverybody || raw(a).Where.Contains("owner_id", StringComparison.Ordinal)
            ? RawSql.ActivityList(Page, raw(a).Where, order, raw(a).Values)
            : RawSql.OwnActivityList(a.Caller.Id, Page, raw(a).Where, order, raw(a).Values));

    private static string ThreeConditions(Asked a) => $"industry is {a.Industry} and status is {a.Status} and size is {a.Size}";

    /// <summary>The widest report that the caller may ask for.</summary>
    private static string Whose(Asked a) => a.Caller.MaySeeEverybody ? ReportQuestion.Everyone : ReportQuestion.Me;

    private static DateOnly QuarterOf(DateOnly day) => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);

    private static DateTime StartOf(Asked a, DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), a.Zone);
}
