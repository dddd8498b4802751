using Crm.Core.Companies;
using Crm.Core.Lists;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;
using static Crm.Core.Routes.RecordLines;

namespace Crm.Core.Routes;

/// <summary>Companies.</summary>
internal static class CompanyRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        Route.Of(
            (NewCompanyHandler h, NewCompany r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(CompanyForm.For(form))).LeadingToChange(),
        Route.Change(
            (SubmitCompanyHandler h, CreateCompany r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowCompany(id)),
            (typed, why) => why.IsAlike ? Redirect(new ShowCompanyDuplicates(typed)) : Redirect(new NewCompany(typed, why))),
        Route.Of(
            (ShowCompanyDuplicatesHandler h, ShowCompanyDuplicates r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, view, _) => Show(CompanyDuplicatesCard.For(view))).LeadingToChange(),
        Route.Change(
            CreateCompany.AnywayVerb,
            (CreateCompanyHandler h, CreateCompany r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, id, _) => Redirect(new ShowCompany(id)),
            (typed, why) => Redirect(new NewCompany(typed, why))),
        Route.Of(
            (ChooseTypedCompanyHandler h, ChooseTypedCompany r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, view, _) => Show(TypedCompanyCard.For(view))).LeadingToChange(),
        Route.Of(
            (ShowCompanyHandler h, ShowCompany r, CancellationToken ct) => h.PageAsync(r, ct),
            (r, c, reader) => Live(CompanyCard.For(c, reader), new ShowCompany(r.Id))),
        List(
            RecordKind.Company, (BrowseRecordsHandler h, ListCompanies r, CancellationToken ct) => h.CompaniesAsync(r, ct),
            CompanyListCard.For),
        Compare(
            (ChooseCompanyMergeHandler h, ChooseCompanyMerge r, CancellationToken ct) => h.HandleAsync(r, ct),
            CompanyMergeCards.Choose, CompanyMergeCards.Preview),
        Merge(
            (MergeCompaniesHandler h, MergeCompanies r, CancellationToken ct) => h.HandleAsync(r, ct), CompanyMergeCards.Done,
            r => Redirect(new ChooseCompanyMerge(r.KeepId, r.MergeId.ToString()))),
        Route.Change(
            (UndoCompanyMergeHandler h, UndoCompanyMerge r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, done, _) => Redirect(new ShowCompany(done.KeptId))),
    ];
}
