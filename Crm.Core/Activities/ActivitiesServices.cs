using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.Activities;

internal static class ActivitiesServices
{
    public static IServiceCollection AddActivities(this IServiceCollection services) => services
            .AddScoped<NewActivityHandler>()
            .AddScoped<ShowActivityHandler>()
            .AddScoped<ListActivitiesHandler>()
            .AddScoped<ChangeActivityHandler>()
            .AddScoped<WriteActivityHandler>()
            .AddScoped<SubmitActivityHandler>()
            .AddScoped<CreateActivityHandler>()
            .AddScoped<ReadActivityHandler>()
            .AddScoped<ActivityWriter>()
            .AddScoped<CompleteActivityHandler>()
            .AddScoped<StartActivityHandler>()
            .AddScoped<CancelActivityHandler>();
}
