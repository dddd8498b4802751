using System.Data.Common;
using Crm.Core.Capture;
using Crm.Core.Commands;
using Crm.Core.Companies;
using Crm.Core.Contacts;
using Crm.Core.Database;
using Crm.Core.Editing;
using Crm.Core.Filtering;
using Crm.Core.Policies;
using Crm.Core.Reminders;
using Crm.Core.Reports;
using Crm.Core.Undo;
using Crm.Core.UseCases;
using Crm.Data.Capture;
using Crm.Data.Commands;
using Crm.Data.Contacts;
using Crm.Data.Lists;
using Crm.Data.Merging;
using Crm.Data.Reminders;
using Crm.Data.Reports;
using Crm.Data.Search;
using Crm.Data.Tenants;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Data;

public static class CrmDataServices
{
    /// <summary>
    /// The core on PostgreSQL. Without ConnectionStrings:Crm, Development uses the embedded server; elsewhere the host refuses to start.
    /// </summary>
    public static IServiceCollection AddCrmData(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        services.AddOptions<CrmDatabaseOptions>()
            .Configure(o =>
            {
                o.Application = configuration.GetConnectionString("Crm") ?? (isDevelopment ? CrmDatabaseOptions.EmbeddedApplication : "");
                configuration.GetSection("Access:Tenants").Bind(o.AllowedTenants);
                configuration.GetSection("Access:Admins").Bind(o.Admins);
                o.CountBudget = configuration.GetValue("Lists:CountBudget", o.CountBudget);
                o.AutoProvision = configuration.GetValue("Access:AutoProvision", false);
            })
            .Validate(o => o.Application.Length > 0, "ConnectionStrings:Crm is needed: the connection string of the application role.")
            .Validate(o => o.CountBudget.TotalMilliseconds is >= 1 and <= 60_000,
                "Lists:CountBudget must lie between one millisecond and a minute.")
            .ValidateOnStart();
        services.AddOptions<ListOptions>()
            .Configure(o => o.PageBudget = configuration.GetValue("Lists:PageBudget", o.PageBudget))
            .Validate(o => o.PageBudget.TotalMilliseconds is >= 1 and <= 60_000,
                "Lists:PageBudget must lie between one millisecond and a minute.")
            .ValidateOnStart();
        services.Configure<Core.Records.RecordLinkOptions>(o => o.PublicAddress = configuration.GetValue<Uri>("Links:PublicAddress"));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => DataSource(provider.GetRequiredService<IOptions<CrmDatabaseOptions>>().Value.Application));
        services.AddDbContextPool<CrmDbContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .AddInterceptors(new BatchedCommands(), OwnRecordViews.Shared)

            // Queries of one batch are begun one after the other before the first is answered (QueryBatch). Two commands at once on one
            // connection Npgsql itself refuses.
            .EnableThreadSafetyChecks(false)

            // A failed save is a refusal, a retry or an exception at the door; EF's own error lines would say it again, key values
            // included. Counts are limited without an order on purpose.
            .ConfigureWarnings(w => w.Log((CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug))
                .Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning))
            .UseMemoryCache(QueryCache.Entries));
        services.AddPorts();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", tags: ["ready"]);
        if (isDevelopment)
        {
            services.AddHostedService<DevelopmentDatabase>();
        }

        services.AddSingleton<TenantRegistry>();
        services.AddSingleton<Imports.ImportFile>();
        services.AddSingleton<UserDirectory>();
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        services.AddSingleton<MailboxDirectory>();
        services.AddSingleton<IMailboxDirectory>(provider => new ConfiguredMailboxes(
            provider.GetRequiredService<MailboxDirectory>(), provider.GetRequiredService<IOptions<CapturePolicy>>()));
        services.AddSingleton<ISubscriptionStore, SubscriptionStore>();
        services.AddSingleton<ISealingKeys, SealingKeys>();
        services.AddScoped<ICaptureStore, CaptureStore>();
        services.AddSingleton<IUserDirectory>(provider => provider.GetRequiredService<UserDirectory>());
        return services;
    }

    /// <summary>What the core asks of its database.</summary>
    private static void AddPorts(this IServiceCollection services)
    {
        services.AddScoped<ICrmDb>(provider => provider.GetRequiredService<CrmDbContext>());
        services.AddSingleton<IDatabaseFailures, PostgresFailures>();
        services.AddScoped<IUnitOfWork>(provider => provider.GetRequiredService<CrmDbContext>());
        services.AddScoped<ISearchIndex, SearchIndex>();
        services.AddSingleton<CountStatements>();
        services.AddScoped<IFacetCounts, FacetCounts>();
        services.AddScoped<IReportStore, ReportStore>();
        services.AddScoped<CommandLog>();
        services.AddScoped<OwnUndo>();
        services.AddScoped<ICommandLog>(provider => provider.GetRequiredService<CommandLog>());
        services.AddScoped<IUndo>(provider => provider.GetRequiredService<CommandLog>());
        services.AddSingleton<IMessageInbox, MessageInbox>();
        services.AddSingleton<IConversationStore, ConversationStore>();
        services.AddSingleton<IProactiveStore<DueReminder>, ReminderStore>();
        services.AddSingleton<IProactiveStore<Handover>, HandoverStore>();
        services.AddSingleton<IProactiveStore<QuestionToTell>, MatchQuestionStore>();
        services.AddSingleton<IProactiveStore<AccessRequest>, AccessRequestStore>();
        services.AddScoped<IMergeLinks<MovedLinks>, ContactLinks>();
        services.AddScoped<IErasure, ContactErasure>();
        services.AddScoped<IMergeLinks<MovedFromCompany>, CompanyLinks>();
        services.AddScoped<IDuplicateFinder, DuplicateFinder>();
        services.AddScoped<IPrimaryContactLock, Contacts.PrimaryContactLock>();
        services.AddScoped<ICompanyLock, Imports.CompanyLock>();
    }

    /// <summary>
    /// Statements are prepared after their second use: a list of 50 takes 0.5 ms instead of 0.8 (docs/decisions/0003); two hundred of them
    /// on each connection, because what a working day asks is some hundred and twenty, and what is crowded out is planned anew for its next
    /// six askings. The pool holds three connections for each core, at least six, unless the connection string says otherwise. Npgsql hands
    /// out its connections in turn, and each has to ask a statement six times itself before the plan for all values is its own: at 100
    /// requests a second sixteen connections were still learning after a minute, six knew it after twenty seconds (docs/benchmarks.md).
    /// </summary>
    public static NpgsqlDataSource DataSource(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.NoResetOnClose && settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = 200;
            settings.AutoPrepareMinUsages = 2;
        }

        if (!settings.ShouldSerialize("Maximum Pool Size"))
        {
            settings.MaxPoolSize = Math.Clamp(3 * Environment.ProcessorCount, 6, 100);
        }

        settings.ApplicationName ??= "crm";
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
