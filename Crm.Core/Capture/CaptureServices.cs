using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.Capture;

public static class CaptureServices
{
    /// <summary>Capture without its door: the host adds an <see cref="IMailboxReader"/> and binds <see cref="CapturePolicy"/>.</summary>
    public static IServiceCollection AddCaptureCore(this IServiceCollection services)
    {
        services.AddOptions<CapturePolicy>();
        services.AddScoped<PlanPageHandler>();
        services.AddScoped<RecordPageHandler>();
        services.AddScoped<OpenCursorHandler>();
        services.AddScoped<PauseCaptureHandler>();
        services.AddScoped<FindCapturedHandler>();
        services.AddScoped<CompleteMeetingsHandler>();
        services.AddScoped<WhyCapturedHandler>();
        services.AddScoped<CaptureStateHandler>();
        return services;
    }
}
