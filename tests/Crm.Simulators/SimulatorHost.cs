using System.Net.Sockets;
using Crm.Simulators.Connector;
using Crm.Simulators.Outlook;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Simulators;

/// <summary>
/// Everything Microsoft that the product talks to, in one process. Tests host it on a free port: <c>--urls=http://127.0.0.1:0</c>.
/// </summary>
public static class SimulatorHost
{
    public const string DefaultUrl = "http://localhost:3980";

    /// <summary>The demo mails and meetings that ship with the simulators, next to the assembly.</summary>
    public static string DemoMail => Path.Combine(AppContext.BaseDirectory, "Mail");

    /// <summary>
    /// Builds the host without starting it. <paramref name="configure"/> runs last: replace the clock or a handler there.
    /// </summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // In a test's output folder lie the settings of the hosts under test; they are not ours.
        foreach (var file in builder.Configuration.Sources.OfType<JsonConfigurationSource>().ToList())
        {
            builder.Configuration.Sources.Remove(file);
        }

        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Services.AddOptions<SimulatorOptions>().BindConfiguration("Simulators").Validate(
            options => options.Concurrency > 0 && options.MailIntervalMs >= 0, "Simulators: limits and intervals cannot be negative.");
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(provider =>
            Firm.Load().With(provider.GetRequiredService<IOptions<SimulatorOptions>>().Value.SharedMailboxes));
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddSingleton<Chaos>();
        builder.Services.AddSingleton<PageOrigins>();
        builder.Services.AddCors();
        builder.Services.AddOptions<CorsOptions>().Configure<PageOrigins>(
            (cors, pages) => cors.AddDefaultPolicy(policy => policy.SetIsOriginAllowed(pages.IsPane).AllowAnyHeader().AllowAnyMethod()));
        builder.Services.AddEntra().AddGraph().AddDelivery().AddConnector();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.Use((http, next) => app.Services.GetRequiredService<PageOrigins>().InvokeAsync(http, next));
        app.UseGraphPaths();
        app.UseRouting();
        app.UseCors();
        app.UseGraphGate();
        app.MapEntra();
        app.MapGraph();
        app.MapConnector();
        app.MapOutlook();
        app.MapControl();
        app.MapGet("/", () => Results.Redirect("/outlook/"));
        app.MapGet("/health/live", () => Results.Text("Healthy"));
        return app;
    }

    /// <summary>The address a started host listens on, for tests that asked for a free port.</summary>
    public static string AddressOf(WebApplication app) =>
        app.Urls.FirstOrDefault() ?? throw new SocketException((int)SocketError.NotConnected);
}
