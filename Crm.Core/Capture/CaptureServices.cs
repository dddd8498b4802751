using Crm.Core.Policies;

namespace Crm.Core.Capture;

public static class CaptureServices
{
    /// <summary>Capture without its door: the host adds an <see cref="IMailboxReader"/> and binds <see cref="CapturePolicy"/>.</summary>
    public static IServiceCollection AddCaptureCore(this IServiceCollection services)
    {
        services.AddOptions<CapturePolicy>();
        services.AddScoped<CapturePolicies>();
        services.AddScoped<PlanPageHandler>();
        services.AddScoped<CapturedRecords>();
        services.AddScoped<CandidateContacts>();
        services.AddScoped<SavePageHandler>();
        services.AddScoped<OpenCursorHandler>();
        services.AddScoped<OpenBackfillHandler>();
        services.AddScoped<StopBackfillHandler>();
        services.AddScoped<ProofHandler>();
        services.AddScoped<LogItemHandler>();
        services.AddScoped<PauseCaptureHandler>();
        services.AddScoped<FindMissingHandler>();
        services.AddScoped<ReadAgainHandler>();
        services.AddScoped<FindUnreadHandler>();
        services.AddScoped<ExpireCapturedHandler>();
        services.AddScoped<CompleteMeetingsHandler>();
        services.AddScoped<WhyCapturedHandler>();
        services.AddScoped<SaveFoldersHandler>();
        services.AddScoped<FolderOfHandler>();
        services.AddScoped<CaptureTroubleHandler>();
        services.AddScoped<QuietMailboxesHandler>();
        services.AddScoped<FindGrantHandler>();
        services.AddScoped<KeepGrantHandler>();
        services.AddSingleton<IMailboxConsent, NoConsent>();
        return services;
    }

    /// <summary>What reads mailboxes; the Graph door puts its reader in the place of <see cref="NoMailboxes"/>.</summary>
    public static IServiceCollection AddMailboxReading(this IServiceCollection services) => services
        .AddSingleton<IMailboxReader, NoMailboxes>()
        .AddSingleton<PageProcessor>()
        .AddSingleton<MailboxSync>()
        .AddSingleton<MailboxBackfill>()
        .AddSingleton<MailboxProof>()
        .AddSingleton<ManualCapture>()
        .AddSingleton<MailboxFolders>()
        .AddSingleton<MailFolderLookup>();
}
