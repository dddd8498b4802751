using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Capture;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.CustomFields;
using Crm.Core.Deals;
using Crm.Core.ExchangeRates;
using Crm.Core.Filtering;
using Crm.Core.Help;
using Crm.Core.Lists;
using Crm.Core.Pipeline;
using Crm.Core.Presses;
using Crm.Core.Records;
using Crm.Core.Reports;
using Crm.Core.Search;
using Crm.Core.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Core;

public static class CoreServices
{
    /// <summary>Every use case. The database (Crm.Data) and the doors are added by the host.</summary>
    public static IServiceCollection AddCrmCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<UseCases>();
        services.AddSingleton<CardRoutes>();
        services.AddScoped<CallerSlot>();
        services.AddScoped(provider => provider.GetRequiredService<CallerSlot>().Caller);
        services.AddSingleton<TenantChoicesCache>();
        services.AddScoped<FieldSource>();
        services.AddScoped<ListRecords>();
        services.AddScoped<RecordChoices>();

        services.AddScoped<FormSource>();
        services.AddScoped(typeof(Pressed<>));
        services.AddScoped<UndoLastHandler>();
        services.AddScoped<BrowseRecordsHandler>();
        services.AddScoped<EditFilterHandler>();
        services.AddScoped<BuildFilterHandler>();
        services.AddScoped<OpenViewHandler>();
        services.AddScoped<EditRecordHandler>();
        services.AddScoped<ChangeRecordHandler>();
        services.AddScoped<ShowConflictHandler>();
        services.AddScoped<NewActivityHandler>();
        services.AddScoped<ShowActivityHandler>();
        services.AddScoped<SayLogHandler>();
        services.AddScoped<RemindHandler>();
        services.AddScoped<ShowHelpHandler>();
        services.AddScoped<ShowSettingsHandler>();
        services.AddScoped<ChangeSettingsHandler>();
        services.AddScoped<ArriveHandler>();

        services.AddScoped<NewCompanyHandler>();
        services.AddScoped<CompanyDomains>();
        services.AddScoped<CreateCompanyHandler>();
        services.AddScoped<CompanyDoubles>();
        services.AddScoped<SubmitCompanyHandler>();
        services.AddScoped<ShowCompanyDoublesHandler>();
        services.AddScoped<TypedCompany>();
        services.AddScoped<ChooseTypedCompanyHandler>();
        services.AddScoped<MergeCompaniesHandler>();
        services.AddScoped<ChooseCompanyMergeHandler>();
        services.AddScoped<ShowCompanyHandler>();
        services.AddScoped<CompanySheetHandler>();
        services.AddScoped<ListCompaniesHandler>();
        services.AddScoped<NewContactHandler>();
        services.AddScoped<CreateContactHandler>();
        services.AddScoped<ContactDoubles>();
        services.AddScoped<SubmitContactHandler>();
        services.AddScoped<ShowContactDoublesHandler>();
        services.AddScoped<ShowContactHandler>();
        services.AddScoped<ContactSheetHandler>();
        services.AddScoped<ListContactsHandler>();
        services.AddScoped<RecognisePeopleHandler>();
        services.AddScoped<NewDealHandler>();
        services.AddScoped<CreateDealHandler>();
        services.AddScoped<SubmitDealHandler>();
        services.AddScoped<ShowDealHandler>();
        services.AddScoped<DealSheetHandler>();
        services.AddScoped<MoveDealHandler>();
        services.AddScoped<ListDealsHandler>();
        services.AddScoped<ListActivitiesHandler>();
        services.AddScoped<ReturnedRecords>();
        services.AddScoped<RecordEditor>();
        services.AddScoped<ChangeCompanyHandler>();
        services.AddScoped<ChangeContactHandler>();
        services.AddScoped<PrimaryContacts>();
        services.AddScoped<MakePrimaryContactHandler>();
        services.AddScoped<MergeContactsHandler>();
        services.AddScoped<ChooseMergeHandler>();
        services.AddScoped<ChangeDealHandler>();
        services.AddScoped<CloseDealHandler>();
        services.AddScoped<HoldDealHandler>();
        services.AddScoped<HoldDealByNameHandler>();
        services.AddScoped<ChangeActivityHandler>();
        services.AddScoped<WriteActivityHandler>();
        services.AddScoped<SubmitActivityHandler>();
        services.AddScoped<TypedContact>();
        services.AddScoped<TypedNames>();
        services.AddScoped<CreateActivityHandler>();
        services.AddScoped<ReadActivityHandler>();
        services.AddScoped<ActivityWriter>();
        services.AddScoped<CompleteActivityHandler>();
        services.AddScoped<StartActivityHandler>();
        services.AddScoped<CancelActivityHandler>();
        services.AddScoped<ChangeActivityByNameHandler>();
        services.AddScoped<DeleteRecordHandler>();
        services.AddScoped<RestoreRecordHandler>();
        services.AddScoped<DeletedByMe>();
        services.AddScoped<ShowDeletedHandler>();
        services.AddScoped<RestoreByNameHandler>();
        services.AddScoped<ShowHistoryHandler>();
        services.AddSingleton(new DeclaredFields(new Dictionary<RecordKind, IReadOnlyList<RecordField>>
        {
            [RecordKind.Company] = Company.Fields.All.All,
            [RecordKind.Contact] = Contact.Fields.All.All,
            [RecordKind.Deal] = Deal.Fields.All.All,
            [RecordKind.Activity] = Activity.Fields.All.All,
        }));
        services.AddScoped<HistoryTeller>();
        services.AddOptions<RecordLinkOptions>().Validate(o => o.IsValid, "Links:PublicAddress is an https address without a query, such as https://crm.example.com.").ValidateOnStart();
        services.AddSingleton<RecordLinks>();
        services.AddScoped<RecordExtrasSource>();
        services.AddScoped<OrderStagesHandler>();
        services.AddScoped<ChangeStagesHandler>();
        services.AddScoped<MoveStageHandler>();
        services.AddScoped<ShowStagesHandler>();
        services.AddScoped<ShowCurrenciesHandler>();
        services.AddScoped<ChangeRatesHandler>();
        services.AddScoped<DefineFieldHandler>();
        services.AddScoped<ShowFieldsHandler>();
        services.AddScoped<SavedViewsHandler>();
        services.AddCaptureCore();
        services.AddScoped<ReportQuestion>();
        services.AddScoped<ShowPipelineHandler>();
        services.AddScoped<ShowFunnelHandler>();
        services.AddScoped<ShowPerformanceHandler>();
        services.AddScoped<ShowDashboardHandler>();
        services.AddScoped<FindRecordsHandler>();
        services.AddScoped<PickRecordsHandler>();
        services.AddScoped<FindChoicesHandler>();
        services.AddScoped<ShowByNameHandler>();
        services.AddScoped<RecordsByName>();
        services.AddSingleton<Exports.ExportRecords>();
        return services;
    }
}
