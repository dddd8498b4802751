using System.Collections.Frozen;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.CustomFields;
using Crm.Core.Deals;
using Crm.Core.ExchangeRates;
using Crm.Core.Help;
using Crm.Core.Lists;
using Crm.Core.Pipeline;
using Crm.Core.Presses;
using Crm.Core.Records;
using Crm.Core.Reports;
using Crm.Core.Search;
using Crm.Core.Views;

namespace Crm.Core;

/// <summary>Verb, use case, card: one line each. The only place in the core that names every feature.</summary>
public sealed partial class CardRoutes
{
    public static readonly FrozenDictionary<string, Route> Table = new[]
    {
        Route.Form<DismissCard>(_ => DismissCard.Done()),
        Route.Change((UndoLastHandler h, UndoLast r, CancellationToken ct) => h.HandleAsync(r, ct), (_, answer, reader) => Show(UndoCard.For(answer, reader))),

        // companies
        Route.Of((NewCompanyHandler h, NewCompany r, CancellationToken ct) => h.HandleAsync(r, ct), (_, form, _) => Show(CompanyForm.For(form))),
        Route.Change((SubmitCompanyHandler h, CreateCompany r, CancellationToken ct) => h.HandleAsync(r, ct), (_, id, _) => Go(new ShowCompany(id)), (typed, why) => why.IsAlike ? Go(new ShowCompanyDoubles(typed)) : Go(new NewCompany(typed, why))),
        Route.Of((ShowCompanyDoublesHandler h, ShowCompanyDoubles r, CancellationToken ct) => h.HandleAsync(r, ct), (_, view, _) => Show(CompanyDoublesCard.For(view))),
        Route.Change(CreateCompany.AnywayVerb, (CreateCompanyHandler h, CreateCompany r, CancellationToken ct) => h.HandleAsync(r, ct), (_, id, _) => Go(new ShowCompany(id)), (typed, why) => Go(new NewCompany(typed, why))),
        Route.Of((ChooseTypedCompanyHandler h, ChooseTypedCompany r, CancellationToken ct) => h.HandleAsync(r, ct), (_, view, _) => Show(TypedCompanyCard.For(view))),
        Route.Of((CompanySheetHandler h, ShowCompany r, CancellationToken ct) => h.HandleAsync(r, ct), (r, c, reader) => Live(CompanyCard.For(c, reader), new ShowCompany(r.Id))),
        Route.Of((BrowseRecordsHandler h, ListCompanies r, CancellationToken ct) => h.CompaniesAsync(r, ct), (_, list, reader) => Live(CompanyListCard.For(list, reader)), (r, why) => Mend(RecordKind.Company, r.Filter, why, r with { After = null, From = 1 }, ListCompanies.Verb)),

        Route.Of((ChooseCompanyMergeHandler h, ChooseCompanyMerge r, CancellationToken ct) => h.HandleAsync(r, ct), (_, preview, reader) => preview.Merged is null ? Show(CompanyMergeCards.Choose(preview)) : Live(CompanyMergeCards.Preview(preview, reader))),
        Route.Change((MergeCompaniesHandler h, MergeCompanies r, CancellationToken ct) => h.MergeAsync(r, ct), (_, done, reader) => Show(CompanyMergeCards.Done(done, reader)), (r, why) => why.Kind is RefusalKind.Conflict ? Go(new ChooseCompanyMerge(r.KeepId, r.MergeId.ToString())) : Show(NoticeCard.Refused(why))),
        Route.Change((MergeCompaniesHandler h, UndoCompanyMerge r, CancellationToken ct) => h.UndoAsync(r, ct), (_, done, _) => Go(new ShowCompany(done.KeptId))),

        // contacts
        Route.Of((NewContactHandler h, NewContact r, CancellationToken ct) => h.HandleAsync(r, ct), (_, form, _) => Show(ContactForm.For(form))),
        Route.Change((SubmitContactHandler h, CreateContact r, CancellationToken ct) => h.AskingFirstAsync(r, ct), (_, id, _) => Go(new ShowContact(id)), (typed, why) => why.IsAlike ? Go(new ShowContactDoubles(typed)) : Unmade(CreateContact.Verb, typed, why, Go(new NewContact(typed, why)))),
        Route.Of((ShowContactDoublesHandler h, ShowContactDoubles r, CancellationToken ct) => h.HandleAsync(r, ct), (_, view, _) => Show(ContactDoublesCard.For(view))),
        Route.Change(CreateContact.AnywayVerb, (SubmitContactHandler h, CreateContact r, CancellationToken ct) => h.AnywayAsync(r, ct), (_, id, _) => Go(new ShowContact(id)), (typed, why) => Unmade(CreateContact.Verb, typed, why, Go(new NewContact(typed, why)))),
        Route.Of((ContactSheetHandler h, ShowContact r, CancellationToken ct) => h.HandleAsync(r, ct), (r, c, reader) => Live(ContactCard.For(c, reader), new ShowContact(r.Id))),
        Route.Change((MakePrimaryContactHandler h, MakePrimaryContact r, CancellationToken ct) => h.HandleAsync(r, ct), (_, id, _) => Go(new ShowContact(id)), (r, why) => Stale(RecordKind.Contact, r.Id, r.Version, why)),
        Route.Of((BrowseRecordsHandler h, ListContacts r, CancellationToken ct) => h.ContactsAsync(r, ct), (_, list, reader) => Live(ContactListCard.For(list, reader)), (r, why) => Mend(RecordKind.Contact, r.Filter, why, r with { After = null, From = 1 }, ListContacts.Verb)),

        Route.Of((ChooseMergeHandler h, ChooseMerge r, CancellationToken ct) => h.HandleAsync(r, ct), (_, preview, reader) => preview.Merged is null ? Show(MergeCards.Choose(preview)) : Live(MergeCards.Preview(preview, reader))),
        Route.Change((MergeContactsHandler h, MergeContacts r, CancellationToken ct) => h.MergeAsync(r, ct), (_, done, reader) => Show(MergeCards.Done(done, reader)), (r, why) => why.Kind is RefusalKind.Conflict ? Go(new ChooseMerge(r.KeepId, r.MergeId.ToString())) : Show(NoticeCard.Refused(why))),
        Route.Change((MergeContactsHandler h, UndoMerge r, CancellationToken ct) => h.UndoAsync(r, ct), (_, done, _) => Go(new ShowContact(done.KeptId))),

        // deals
        Route.Of((NewDealHandler h, NewDeal r, CancellationToken ct) => h.HandleAsync(r, ct), (_, form, _) => Show(DealForm.For(form))),
        Route.Change((SubmitDealHandler h, CreateDeal r, CancellationToken ct) => h.HandleAsync(r, ct), (_, id, _) => Go(new ShowDeal(id)), (typed, why) => Unmade(CreateDeal.Verb, typed, why, Go(new NewDeal(typed, why)))),
        Route.Of((DealSheetHandler h, ShowDeal r, CancellationToken ct) => h.HandleAsync(r, ct), (r, d, reader) => Live(DealCard.For(d, reader), new ShowDeal(r.Id))),
        Route.Change((MoveDealHandler h, MoveDeal r, CancellationToken ct) => h.HandleAsync(r, ct), (move, id, _) => move.Back is { } list ? Go(ListDeals.Verb, list) : Go(new ShowDeal(id)), (r, why) => Stale(RecordKind.Deal, r.DealId, r.Version, why)),
        Route.Change((CloseDealHandler h, WinDeal r, CancellationToken ct) => h.WinAsync(r, ct), (_, deal, _) => Go(new ShowDeal(deal.Id)), (r, why) => Stale(RecordKind.Deal, r.DealId, r.Version, why)),
        Route.Change((CloseDealHandler h, LoseDeal r, CancellationToken ct) => h.LoseAsync(r, ct), (_, deal, _) => Go(new ShowDeal(deal.Id)), (r, why) => why.For("reason") is null ? Stale(RecordKind.Deal, r.DealId, r.Version, why) : Show(DealForms.Lose(r, why))),
        Route.Change((CloseDealHandler h, ReopenDeal r, CancellationToken ct) => h.ReopenAsync(r, ct), (_, deal, _) => Go(new ShowDeal(deal.Id)), (r, why) => Stale(RecordKind.Deal, r.DealId, r.Version, why)),
        Route.Change(
            (HoldDealHandler h, HoldDeal r, CancellationToken ct) => h.HoldAsync(r, ct),
            (_, id, _) => Go(new ShowDeal(id)), (r, why) => Stale(RecordKind.Deal, r.DealId, r.Version, why)),
        Route.Change(
            (HoldDealHandler h, ResumeDeal r, CancellationToken ct) => h.ResumeAsync(r, ct),
            (_, id, _) => Go(new ShowDeal(id)), (r, why) => Stale(RecordKind.Deal, r.DealId, r.Version, why)),
        Route.Change(
            (HoldDealByNameHandler h, HoldDealByName r, CancellationToken ct) => h.HoldAsync(r, ct),
            (_, named, _) => named.Id is { } id ? Go(new ShowDeal(id)) : Show(WhichDealCard.Hold(named.Choice!))),
        Route.Change(
            (HoldDealByNameHandler h, ResumeDealByName r, CancellationToken ct) => h.ResumeAsync(r, ct),
            (_, named, _) => named.Id is { } id ? Go(new ShowDeal(id)) : Show(WhichDealCard.Resume(named.Choice!))),
        Route.Of((BrowseRecordsHandler h, ListDeals r, CancellationToken ct) => h.DealsAsync(r, ct), (_, list, reader) => Live(DealListCard.For(list, reader)), (r, why) => Mend(RecordKind.Deal, r.Filter, why, r with { After = null, From = 1 }, ListDeals.Verb)),

        // activities
        Route.Of((NewActivityHandler h, NewLog r, CancellationToken ct) => h.LogAsync(r, ct), (_, form, _) => Show(ActivityForm.Log(form))),
        Route.Change((SubmitActivityHandler h, LogActivity r, CancellationToken ct) => h.LogAsync(r, ct), (_, a, _) => Go(new ShowActivity(a.Id)), (typed, why) => Unmade(LogActivity.Verb, typed, why, Go(new NewLog(typed, why)))),
        Route.Of((NewActivityHandler h, NewTask r, CancellationToken ct) => h.TaskAsync(r, ct), (_, form, _) => Show(ActivityForm.Plan(form))),
        Route.Change((SubmitActivityHandler h, PlanActivity r, CancellationToken ct) => h.PlanAsync(r, ct), (_, a, _) => Go(new ShowActivity(a.Id)), (typed, why) => Unmade(PlanActivity.Verb, typed, why, Go(new NewTask(typed, why)))),
        Route.Change((SayLogHandler h, SayLog r, CancellationToken ct) => h.HandleAsync(r, ct), (_, said, _) => said.Asked is { } form ? Go(NewLog.Verb, form) : said.Logged is { } id ? Go(new ShowActivity(id)) : Show(WhichCard.For(said))),
        Route.Change((RemindHandler h, Remind r, CancellationToken ct) => h.HandleAsync(r, ct), (_, said, _) => said switch { Reminded.Planned task => Go(new ShowActivity(task.Id)), Reminded.Asked asked => Go(new NewTask(asked.Typed, asked.Why)), _ => throw new InvalidOperationException("Unknown outcome.") }),
        Route.Of((ShowActivityHandler h, ShowActivity r, CancellationToken ct) => h.HandleAsync(r, ct), (r, a, reader) => Live(ActivityCard.For(a, reader), new ShowActivity(r.Id))),
        Route.Change((CompleteActivityHandler h, CompleteActivity r, CancellationToken ct) => h.CompleteAsync(r, ct), (r, a, _) => r.Back is { } list ? Go(ListActivities.Verb, list) : r.Today ? Go(new ShowDashboard()) : r.On is { } record ? Go(record) : Go(new ShowActivity(a.Id)), (r, why) => Stale(RecordKind.Activity, r.Id, r.Version, why)),
        Route.Change((CompleteActivityHandler h, ReopenActivity r, CancellationToken ct) => h.ReopenAsync(r, ct), (_, a, _) => Go(new ShowActivity(a.Id)), (r, why) => Stale(RecordKind.Activity, r.Id, r.Version, why)),
        Route.Change(
            (StartActivityHandler h, StartActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, a, _) => Go(new ShowActivity(a.Id)), (r, why) => Stale(RecordKind.Activity, r.Id, r.Version, why)),
        Route.Form<AskWhyCancelled>(r => ActivityForm.Cancel(new CancelActivity(r.Id, Version: r.Version))),
        Route.Change(
            (CancelActivityHandler h, CancelActivity r, CancellationToken ct) => h.HandleAsync(r, ct),
            (_, a, _) => Go(new ShowActivity(a.Id)),
            (r, why) => why.For("reason") is null ? Stale(RecordKind.Activity, r.Id, r.Version, why) : Show(ActivityForm.Cancel(r, why))),
        Route.Change(
            (ChangeActivityByNameHandler h, StartTaskByName r, CancellationToken ct) => h.StartAsync(r, ct),
            (_, named, _) => named.Id is { } id
                ? Go(new ShowActivity(id))
                : Show(WhichActivityCard.Start(named.Choice!))),
        Route.Change(
            (ChangeActivityByNameHandler h, CancelActivityByName r, CancellationToken ct) => h.CancelAsync(r, ct),
            (r, named, _) => named.Id is { } id
                ? Go(new ShowActivity(id))
                : Show(WhichActivityCard.Cancel(r, named.Choice!))),
        Route.Change((CompleteActivityHandler h, AssignActivity r, CancellationToken ct) => h.AssignAsync(r, ct), (_, a, _) => Go(new ShowActivity(a.Id)), (r, why) => Stale(RecordKind.Activity, r.Id, r.Version, why)),
        Route.Change((CompleteActivityHandler h, RescheduleActivity r, CancellationToken ct) => h.RescheduleAsync(r, ct), (_, a, _) => Go(new ShowActivity(a.Id)), (r, why) => why.For("due") is null ? Stale(RecordKind.Activity, r.Id, r.Version, why) : Show(ActivityForm.Later(r, why))),
        Route.Of((BrowseRecordsHandler h, ListActivities r, CancellationToken ct) => h.ActivitiesAsync(r, ct), (_, list, reader) => Live(ActivityListCard.For(list, reader)), (r, why) => Mend(RecordKind.Activity, r.Filter, why, r with { After = null, From = 1 }, ListActivities.Verb)),

        // any record
        Route.Way<ShowRecord>(r => Go(r)),
        Route.Of((ShowHistoryHandler h, ShowHistory r, CancellationToken ct) => h.TellAsync(r, ct), (_, told, reader) => Live(HistoryCard.For(told, reader))),
        Route.Of((EditRecordHandler h, EditRecord r, CancellationToken ct) => h.HandleAsync(r, ct), (_, form, _) => Show(EditForm.For(form))),
        Route.Change((ChangeRecordHandler h, ChangeRecord r, CancellationToken ct) => h.HandleAsync(r, ct), (_, seen, _) => Go(seen), Refused),
        Route.Of((ShowConflictHandler h, ShowConflict r, CancellationToken ct) => h.HandleAsync(r, ct), (_, view, _) => Show(ConflictCard.For(view))),
        Route.Change((ChangeRecordHandler h, SettleConflict r, CancellationToken ct) => h.SettleAsync(r, ct), (_, seen, _) => Go(seen), (r, why) => why.Conflicts.Count > 0 ? Conflict(r.Kind, r.Id, why, r.Mine) : Show(NoticeCard.Refused(why))),
        Route.Change((DeleteRecordHandler h, DeleteRecord r, CancellationToken ct) => h.HandleAsync(r, ct), (r, _, _) => Show(DeletedCard.For(r)), (r, why) => Stale(r.Kind, r.Id, r.Version, why)),
        Route.Change((RestoreRecordHandler h, RestoreRecord r, CancellationToken ct) => h.HandleAsync(r, ct), (r, state, _) => Go(new ShowRecord(r.Kind, state.Id))),
        Route.Of((ShowDeletedHandler h, ShowDeleted r, CancellationToken ct) => h.HandleAsync(r, ct), (_, deleted, reader) => Show(DeletedListCard.For(deleted, reader))),
        Route.Change((RestoreByNameHandler h, RestoreByName r, CancellationToken ct) => h.HandleAsync(r, ct), (_, found, reader) => found.Restored is { } record ? Go(record) : Show(DeletedListCard.For(found.Choice, reader))),

        // lists and views
        Route.Of((EditFilterHandler h, EditFilter r, CancellationToken ct) => h.HandleAsync(r, ct), (_, form, reader) => Show(FilterForm.For(form, reader))),
        Route.Of((BuildFilterHandler h, BuildFilter r, CancellationToken ct) => h.HandleAsync(r, ct), (r, built, reader) => r.Show && built.Filter is { } filter ? Go(ListMoves.VerbOf(r.Kind), new { filter }) : Show(FilterBuilder.For(built, reader))),
        Route.Form<NameView>(ViewCards.Name),
        Route.Change((SavedViewsHandler h, SaveView r, CancellationToken ct) => h.SaveAsync(r, ct), (_, view, _) => Go(new OpenView(view.Id)), (r, why) => Go(new NameView(r.Kind, r.Filter, r.Name, r.Scope, why))),
        Route.Of((OpenViewHandler h, OpenView r, CancellationToken ct) => h.OpenAsync(r, ct), (_, view, _) => Go(ListMoves.VerbOf(view.Kind), new { filter = view.Filter, sort = view.Sort })),
        Route.Of((OpenViewHandler h, OpenList r, CancellationToken ct) => h.BeginAsync(r, ct), (r, begins, _) => Go(ListMoves.VerbOf(r.Kind), new { filter = begins.Filter, sort = begins.Sort })),
        Route.Of((OpenViewHandler h, ShowViews r, CancellationToken ct) => h.AllAsync(r, ct), (_, views, _) => Live(ViewCards.All(views))),
        Route.Change((SavedViewsHandler h, DeleteView r, CancellationToken ct) => h.DeleteAsync(r, ct), (_, _, _) => Go(new ShowViews())),

        // reports
        Route.Of((ShowDashboardHandler h, ShowDashboard r, CancellationToken ct) => h.HandleAsync(r, ct), (_, report, reader) => Live(DashboardCard.For(report, reader))),
        Route.Of((ShowPipelineHandler h, ShowPipeline r, CancellationToken ct) => h.HandleAsync(r, ct), (_, report, reader) => Live(PipelineCard.For(report, reader))),
        Route.Of((ShowFunnelHandler h, ShowFunnel r, CancellationToken ct) => h.HandleAsync(r, ct), (_, report, reader) => Live(FunnelCard.For(report, reader))),
        Route.Of((ShowPerformanceHandler h, ShowPerformance r, CancellationToken ct) => h.HandleAsync(r, ct), (_, report, reader) => Live(PerformanceCard.For(report, reader))),

        // the pipeline's stages
        Route.Of((ShowStagesHandler h, ShowStages r, CancellationToken ct) => h.AllAsync(r, ct), (_, stages, reader) => Show(StageCards.All(stages, reader))),
        Route.Of((ShowStagesHandler h, EditStage r, CancellationToken ct) => h.FormAsync(r, ct), (_, form, _) => Show(StageCards.Form(form))),
        Route.Change((ChangeStagesHandler h, SaveStage r, CancellationToken ct) => h.SaveAsync(r, ct), (_, _, _) => Go(new ShowStages()), (typed, why) => IsMended(why) ? Go(new EditStage(typed.Id, typed, why)) : Show(NoticeCard.Refused(why))),
        Route.Change((MoveStageHandler h, MoveStage r, CancellationToken ct) => h.HandleAsync(r, ct), (_, stages, reader) => Show(StageCards.All(stages, reader)), (_, why) => why.Kind is RefusalKind.Conflict ? Go(new ShowStages()) : Show(NoticeCard.Refused(why))),
        Route.Change((ChangeStagesHandler h, DeleteStage r, CancellationToken ct) => h.DeleteAsync(r, ct), (_, _, _) => Go(new ShowStages())),

        // the currency of reports and its rates
        Route.Of(
            (ShowCurrenciesHandler h, ShowCurrencies r, CancellationToken ct) => h.AllAsync(r, ct),
            (_, seen, reader) => Show(CurrencyCards.All(seen, reader))),
        Route.Of(
            (ShowCurrenciesHandler h, EditRate r, CancellationToken ct) => h.FormAsync(r, ct),
            (_, form, _) => Show(CurrencyCards.Rate(form))),
        Route.Change(
            (ChangeRatesHandler h, SaveRate r, CancellationToken ct) => h.SaveAsync(r, ct),
            (_, _, _) => Go(new ShowCurrencies()),
            (typed, why) => IsMended(why) ? Go(new EditRate(typed.Currency, typed, why)) : Show(NoticeCard.Refused(why))),
        Route.Change(
            (ChangeRatesHandler h, RemoveRate r, CancellationToken ct) => h.RemoveAsync(r, ct),
            (_, _, _) => Go(new ShowCurrencies()),
            (_, why) => why.Kind is RefusalKind.Conflict ? Go(new ShowCurrencies()) : Show(NoticeCard.Refused(why))),
        Route.Of(
            (ShowCurrenciesHandler h, ChooseReportingCurrency r, CancellationToken ct) => h.ChooseAsync(r, ct),
            (_, form, _) => Show(CurrencyCards.Reporting(form))),
        Route.Change(
            (ChangeRatesHandler h, ReportInCurrency r, CancellationToken ct) => h.ReportInAsync(r, ct),
            (_, _, _) => Go(new ShowCurrencies()),
            (r, why) => IsMended(why)
                ? Go(new ChooseReportingCurrency(r.Currency, why))
                : Show(NoticeCard.Refused(why))),

        // the tenant's own fields
        Route.Of((ShowFieldsHandler h, ShowFields r, CancellationToken ct) => h.AllAsync(r, ct), (_, fields, reader) => Show(FieldCards.All(fields, reader))),
        Route.Of((ShowFieldsHandler h, EditField r, CancellationToken ct) => h.FormAsync(r, ct), (_, form, _) => Show(FieldCards.Form(form))),
        Route.Change((ShowFieldsHandler h, SaveField r, CancellationToken ct) => h.SaveAsync(r, ct), (_, _, _) => Go(new ShowFields()), (typed, why) => IsMended(why) ? Go(new EditField(typed.Kind, typed.Id, typed, why)) : Show(NoticeCard.Refused(why))),
        Route.Change((DefineFieldHandler h, RemoveField r, CancellationToken ct) => h.RemoveAsync(r, ct), (_, _, _) => Go(new ShowFields())),

        // the person
        Route.Of((ShowHelpHandler h, ShowHelp r, CancellationToken ct) => h.HandleAsync(r, ct), (_, help, reader) => Show(HelpCard.For(help, reader))),
        Route.Of((ShowSettingsHandler h, ShowSettings r, CancellationToken ct) => h.HandleAsync(r, ct), (r, sheet, reader) => Show(SettingsCard.For(r, reader, sheet))),
        Route.Change((ChangeSettingsHandler h, SaveSettings r, CancellationToken ct) => h.HandleAsync(r, ct), (_, saved, _) => Show(SettingsCard.Saved(saved)), (r, why) => Go(new ShowSettings(r.TimeZone, r.Locale, r.Reminders, why))),

        // search
        Route.Of((FindRecordsHandler h, FindRecords r, CancellationToken ct) => h.HandleAsync(r, ct), (_, found, _) => Show(FoundCard.For(found))),
        Route.Of((ShowByNameHandler h, ShowByName r, CancellationToken ct) => h.HandleAsync(r, ct), (_, found, _) => found.Hits is [var only] ? Go(FoundCard.Open(only).Verb, FoundCard.Open(only).Data!) : Show(FoundCard.For(found))),
    }.ToFrozenDictionary(r => r.Verb, StringComparer.Ordinal);

    private static Answer Show(AdaptiveCard card) => new Answer.Show(card);

    /// <summary>A card that shows records: it says as of when.</summary>
    private static Answer Live(AdaptiveCard card, object? again = null) => new Answer.Show(card, IsLive: true, again);

    /// <summary>A press on a card that was out of date: nothing was done, and the record is shown as it stands, with what was changed since.</summary>
    private static Answer Stale(RecordKind kind, Guid id, int? seen, Refusal why) =>
        why is { Kind: RefusalKind.Conflict, CurrentVersion: not null } ? Go(new ShowRecord(kind, id, seen)) : Show(NoticeCard.Refused(why));

    /// <summary>Whether the form that was sent helps on: it comes back as it was typed, with what is wrong or what somebody else saved.</summary>
    private static bool IsMended(Refusal why) => why.Kind is RefusalKind.Invalid or RefusalKind.Duplicate or RefusalKind.Conflict;

    /// <summary>A form whose company is none for sure is asked about it; else it comes back.</summary>
    /// <param name="form">The verb that sends it.</param>
    private static Answer Unmade<T>(string form, T typed, Refusal why, Answer back) => why.IsUnknownCompany
        ? Go(new ChooseTypedCompany(form, System.Text.Json.JsonSerializer.SerializeToElement(typed, CardJson.Options)))
        : back;

    private static Answer Go(string verb, object data) => new Answer.Go(verb, data);

    private static Answer Go<T>(T request)
        where T : ICardRequest => new Answer.Go(T.Verb, request);

    private static Answer Go(ShowRecord record) => record.Kind switch
    {
        RecordKind.Company => Go(new ShowCompany(record.Id, record.Since)),
        RecordKind.Contact => Go(new ShowContact(record.Id, record.Since)),
        RecordKind.Deal => Go(new ShowDeal(record.Id, record.Since)),
        RecordKind.Activity => Go(new ShowActivity(record.Id, record.Since)),
    };

    /// <summary>A filter that was not understood is mended where it was typed; a page that is not there any more is the first one.</summary>
    private static Answer Mend(RecordKind kind, string? filter, Refusal why, object first, string verb) =>
        why.For("filter") is not null ? Go(new EditFilter(kind, filter, ""))
        : why.For("after") is not null ? Go(verb, first)
        : Show(NoticeCard.Refused(why));

    /// <summary>What the form sent comes back in it; where two people met, both sides do.</summary>
    private static Answer Refused(ChangeRecord change, Refusal why)
    {
        var typed = System.Text.Json.JsonSerializer.SerializeToElement(change.Fields, CardJson.Options);
        return why.IsUnknownCompany ? Unmade(ChangeRecord.Verb, change, why, Show(NoticeCard.Refused(why)))
            : why.Conflicts.Count > 0 ? Conflict(change.Kind, change.Id, why, typed)
            : why.Kind is RefusalKind.Invalid or RefusalKind.Duplicate ? Go(new EditRecord(change.Kind, change.Id, change.Version, change.Was, typed, why))
            : Show(NoticeCard.Refused(why));
    }

    private static Answer Conflict(RecordKind kind, Guid id, Refusal why, System.Text.Json.JsonElement mine)
    {
        var theirs = why.Conflicts.Select(c => c.Field).ToHashSet(StringComparer.Ordinal);
        var values = new FormValues(FormValues.Nest(mine));
        var contested = FormValues.Nest(System.Text.Json.JsonSerializer.SerializeToElement(theirs.ToDictionary(f => f, f => values[f])));
        return Go(new ShowConflict(kind, id, why.CurrentVersion ?? 0, why.Conflicts, contested));
    }
}
