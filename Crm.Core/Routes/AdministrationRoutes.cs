using Crm.Core.Administration;
using Crm.Core.Routing;
using static Crm.Core.Routes.Outcomes;

namespace Crm.Core.Routes;

/// <summary>What an administrator sets: stages, currencies and rates, custom fields.</summary>
internal static class AdministrationRoutes
{
    public static IReadOnlyList<Route> All { get; } =
    [
        // the pipeline's stages
        Route.Of(
            (ShowStagesHandler h, ShowStages r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, stages, reader) => Show(StageCards.All(stages, reader))),
        Route.Of(
            (EditStageHandler h, EditStage r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(StageCards.Form(form))).LeadingToChange(),
        Route.Change(
            (SaveStageHandler h, SaveStage r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, _, _) => Redirect(new ShowStages()),
            (typed, why) => IsMended(why) ? Redirect(new EditStage(typed.Id, typed, why)) : Show(NoticeCard.Refused(why))),
        Route.Change(
            (MoveStageHandler h, MoveStage r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, stages, reader) => Show(StageCards.All(stages, reader)),
            (_, why) => why.Kind is RefusalKind.Conflict ? Redirect(new ShowStages()) : Show(NoticeCard.Refused(why))),
        Route.Change(
            (DeleteStageHandler h, DeleteStage r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, _, _) => Redirect(new ShowStages())),

        // the currency of reports and its rates
        Route.Of(
            (ShowCurrenciesHandler h, ShowCurrencies r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, seen, reader) => Show(CurrencyCards.All(seen, reader))),
        Route.Of(
            (EditRateHandler h, EditRate r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(CurrencyCards.Rate(form))).LeadingToChange(),
        Route.Change(
            (SaveRateHandler h, SaveRate r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, _, _) => Redirect(new ShowCurrencies()),
            (typed, why) => IsMended(why) ? Redirect(new EditRate(typed.Currency, typed, why)) : Show(NoticeCard.Refused(why))),
        Route.Change(
            (RemoveRateHandler h, RemoveRate r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, _, _) => Redirect(new ShowCurrencies()),
            (_, why) => why.Kind is RefusalKind.Conflict ? Redirect(new ShowCurrencies()) : Show(NoticeCard.Refused(why))),
        Route.Of(
            (ChooseReportingCurrencyHandler h, ChooseReportingCurrency r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(CurrencyCards.Reporting(form))).LeadingToChange(),
        Route.Change(
            (ReportInCurrencyHandler h, ReportInCurrency r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, _, _) => Redirect(new ShowCurrencies()),
            (r, why) => IsMended(why) ? Redirect(new ChooseReportingCurrency(r.Currency, why)) : Show(NoticeCard.Refused(why))),

        // the tenant's own fields
        Route.Of(
            (ShowFieldsHandler h, ShowFields r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, fields, reader) => Show(FieldCards.All(fields, reader))),
        Route.Of(
            (EditFieldHandler h, EditField r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, form, _) => Show(FieldCards.Form(form))).LeadingToChange(),
        Route.Change(
            (SaveFieldHandler h, SaveField r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, _, _) => Redirect(new ShowFields()),
            (typed, why) => IsMended(why) ? Redirect(new EditField(typed.Kind, typed.Id, typed, why)) : Show(NoticeCard.Refused(why))),
        Route.Change(
            (RemoveFieldHandler h, RemoveField r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, _, _) => Redirect(new ShowFields())),
    ];
}
