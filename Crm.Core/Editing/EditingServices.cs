namespace Crm.Core.Editing;

internal static class EditingServices
{
    public static IServiceCollection AddEditing(this IServiceCollection services) => services
            .AddScoped<FormSource>()
            .AddScoped<EditRecordHandler>()
            .AddScoped<FormChanges>()
            .AddScoped<ChangeRecordHandler>()
            .AddScoped<SettleConflictHandler>()
            .AddScoped<ShowConflictHandler>()
            .AddScoped<RestoredRecordRules>()
            .AddScoped<RecordMerges>()
            .AddScoped<TenantFields>()
            .AddScoped<RecordEditor>()
            .AddScoped<TypedNames>()
            .AddScoped<DeleteRecordHandler>()
            .AddScoped<RestoreRecordHandler>()
            .AddScoped<OwnDeletedRecords>()
            .AddScoped<ShowDeletedHandler>();
}
