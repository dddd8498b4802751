using Crm.OutlookAddin.Capture;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Crm.OutlookAddin.Api;

/// <summary>The pane as Vite built it: the page asks every time, the files it names carry their hash and stay.</summary>
internal sealed class PaneFiles(
    IOptions<PaneOptions> pane, IOptions<AzureAdOptions> azureAd, IOptions<GraphOptions> graph, IWebHostEnvironment environment)
{
    public const string Root = "/pane";

    /// <summary>What the manifests name. Outlook shows none that may not be cached.</summary>
    private const string Icons = "icons";

    /// <summary>
    /// The manifests name it, so it carries no hash: classic Outlook on Windows runs it without a page when a mail is sent.
    /// </summary>
    private const string Launch = "launch.js";

    private readonly string folder = Path.Combine(environment.ContentRootPath, "wwwroot", "pane");

    public void Use(IApplicationBuilder app)
    {
        Serve(app, "assets", "public, max-age=31536000, immutable");
        Serve(app, Icons, "public, max-age=86400");
    }

    private void Serve(IApplicationBuilder app, string name, string caching)
    {
        var files = Path.Combine(folder, name);
        if (Directory.Exists(files))
        {
            app.UseStaticFiles(new StaticFileOptions
            {
                RequestPath = $"{Root}/{name}",
                FileProvider = new PhysicalFileProvider(files),
                OnPrepareResponse = file => file.Context.Response.Headers[HeaderNames.CacheControl] = caching,
            });
        }
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root, (HttpRequest request) =>
            request.Path.Value!.EndsWith('/') ? Page("index.html") : Results.Redirect($"{Root}/{request.QueryString}"))
            .ExcludeFromDescription();
        routes.MapGet(Root + "/jobs.html", () => Page("jobs.html")).ExcludeFromDescription();
        routes.MapGet(Root + "/launch.html", () => Page("launch.html")).ExcludeFromDescription();
        routes.MapGet($"{Root}/{Launch}", () => File.Exists(Path.Combine(folder, Launch))
            ? Results.File(Path.Combine(folder, Launch), "text/javascript; charset=utf-8") : Results.NotFound()).ExcludeFromDescription();
        routes.MapGet(Root + "/config.json", Config).ExcludeFromDescription();
    }

    private IResult Page(string name)
    {
        var page = Path.Combine(folder, name);
        return File.Exists(page)
            ? Results.Text(File.ReadAllText(page).Replace(PaneOptions.PublicOfficeJs, pane.Value.OfficeJsUrl, StringComparison.Ordinal),
                "text/html; charset=utf-8")
            : Results.Text("The pane has not been built yet. Run ./crm up in the repository: it builds the pane and starts everything.",
                "text/plain; charset=utf-8");
    }

    /// <summary>
    /// What the pane needs to ask Outlook for a token. The stand-in's plain http isn't an authority that MSAL accepts, and its broker needs
    /// none.
    /// </summary>
    private IResult Config() => Results.Ok(new
    {
        clientId = azureAd.Value.ClientId,
        authority = azureAd.Value.Instance.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            ? azureAd.Value.Authority
            : $"https://login.microsoftonline.com/{azureAd.Value.TenantId}",
        scope = $"api://{azureAd.Value.ClientId}/{AzureAdOptions.Scope}",
        mailboxScopes = graph.Value.IsDelegated ? graph.Value.DelegatedScopes : [],
    });
}
