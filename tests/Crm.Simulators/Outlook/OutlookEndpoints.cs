namespace Crm.Simulators.Outlook;

/// <summary>A host page that looks and behaves like Outlook on the web around our pane, and the Office.js the pane loads in it.</summary>
public static class OutlookEndpoints
{
    public static void MapOutlook(this WebApplication app)
    {
        // Routing takes both spellings for one; the page's relative links need the slash.
        app.MapGet("/outlook", (HttpRequest request) => request.Path.Value!.EndsWith('/')
            ? PageFiles.Serve("index.html")
            : Results.Redirect($"/outlook/{request.QueryString}"));
        app.MapGet("/outlook/{file:regex(^[\\w-]+\\.(js|css)$)}", PageFiles.Serve);

        var api = app.MapGroup("/outlook/api");
        api.MapGet("/session", OutlookApi.Session);
        api.MapGet("/folders", OutlookApi.Folders);
        api.MapGet("/items", OutlookApi.Items);
        api.MapGet("/items/{id}", OutlookApi.Item);
        api.MapPost("/send", OutlookApi.Send);
        api.MapPost("/token", OutlookApi.Token);
    }
}
