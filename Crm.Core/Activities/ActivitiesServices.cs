namespace Crm.Core.Activities;

internal static class ActivitiesServices
{
    public static IServiceCollection AddActivities(this IServiceCollection services) => services
            .AddScoped<NewLogHandler>()
            .AddScoped<NewTaskHandler>()
            .AddScoped<ShowActivityHandler>()
            .AddScoped<ListActivitiesHandler>()
            .AddScoped<ChangeActivityHandler>()
            .AddScoped<ActivityMaker>()
            .AddScoped<LogActivityHandler>()
            .AddScoped<PlanActivityHandler>()
            .AddScoped<SubmitActivityHandler>()
            .AddScoped<CreateActivityHandler>()
            .AddScoped<ReadActivityHandler>()
            .AddScoped<RequestAccessHandler>()
            .AddScoped<ActivityWriter>()
            .AddScoped<CompleteActivityHandler>()
            .AddScoped<ReopenActivityHandler>()
            .AddScoped<AssignActivityHandler>()
            .AddScoped<RescheduleActivityHandler>()
            .AddScoped<StartActivityHandler>()
            .AddScoped<CancelActivityHandler>();
}
