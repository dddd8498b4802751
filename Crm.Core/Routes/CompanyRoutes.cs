using Crm.Core.Companies;
using Crm.Core.Lists;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;

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
            (CompanyPageHandler h, ShowCompany r, CancellationToken ct) => h.HandleAsync(r, ct),
            (r, c, reader) => Live(CompanyCard.For(c, reader), new ShowCompany(r.Id))),
        Route.Of(
            (BrowseRecordsHandler h, ListCompanies r, CancellationToken ct) => h.CompaniesAsync(r, ct),
            (_, list, reader) => Live(CompanyListCard.For(list, reader)),
            (r, why) => Mend(RecordKind.Company, r.Filter, why, r with { After = null, From = 1 }, ListCompanies.Verb)),
        Route.Of(
            (ChooseCompanyMergeHandler h, ChooseCompanyMerge r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, preview, reader) => preview.Merged is null
                ? Show(CompanyMergeCards.Choose(preview))
                : Live(CompanyMergeCards.Preview(preview, reader))).LeadingToChange(),
        Route.Change(
            (MergeCompaniesHandler h, MergeCompanies r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, done, reader) => Show(CompanyMergeCards.Done(done, reader)),
            (r, why) => why.Kind is RefusalKind.Conflict
                ? Redirect(new ChooseCompanyMerge(r.KeepId, r.MergeId.ToString()))
                : Show(NoticeCard.Refused(why))),
        Route.Change(
            (UndoCompanyMergeHandler h, UndoCompanyMerge r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, done, _) => Redirect(new ShowCompany(done.KeptId))),
    ];
}
