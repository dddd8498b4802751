using Crm.Core.Activities;
using Crm.Core.Administration;
using Crm.Core.Capture;
using Crm.Core.CaptureControl;
using Crm.Core.Catalogs;
using Crm.Core.ChatCommands;
using Crm.Core.Choices;
using Crm.Core.Commands;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Deals;
using Crm.Core.Editing;
using Crm.Core.Exports;
using Crm.Core.Help;
using Crm.Core.History;
using Crm.Core.ItemContext;
using Crm.Core.Lists;
using Crm.Core.MatchQuestions;
using Crm.Core.Reports;
using Crm.Core.Search;
using Crm.Core.Settings;
using Crm.Core.Undo;
using Crm.Core.Views;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Core.Routes;

public static class CoreServices
{
    /// <summary>Every use case, as its room registers it. The database (Crm.Data) and the doors are added by the host.</summary>
    public static IServiceCollection AddCrmCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<CardRoutes>()
            .AddUseCases()
            .AddRecords()
            .AddCommands()
            .AddFiltering()
            .AddChoices()
            .AddCompanies()
            .AddContacts()
            .AddDeals()
            .AddActivities()
            .AddCatalogs()
            .AddEditing()
            .AddHistory()
            .AddAdministration()
            .AddCaptureCore()
            .AddCaptureControl()
            .AddChatCommands()
            .AddExports()
            .AddHelp()
            .AddItemContext()
            .AddLists()
            .AddMatchQuestions()
            .AddReports()
            .AddSearch()
            .AddSettings()
            .AddUndo()
            .AddViews();
    }
}
