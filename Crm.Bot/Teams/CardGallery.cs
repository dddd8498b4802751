namespace Crm.Bot.Teams;

/// <summary>
/// /dev/cards, in Development and inside a checkout only: every approved card, drawn by the official renderer, in the theme and width asked
/// for. The page and its script are beside this file.
/// </summary>
public static class CardGallery
{
    private static readonly string[] Approved = [
        Path.Combine("tests", "Crm.Core.Tests", "Cards", "Approved"), Path.Combine("tests", "Crm.Bot.Tests", "Teams", "Approved")];

    /// <summary>Where the renderer is found, set up by `crm up` and by the tests.</summary>
    private static readonly Dictionary<string, string[]> Scripts = new()
    {
        ["renderer.js"] = ["Crm.OutlookAddin/Pane/node_modules/adaptivecards/dist/adaptivecards.min.js",
            ".crm/test-tools/node_modules/adaptivecards/dist/adaptivecards.min.js"],
        ["markdown.js"] = [".crm/test-tools/node_modules/markdown-it/dist/markdown-it.min.js"],
    };

    public static void MapCardGallery(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() || RootOf(app.Environment.ContentRootPath) is not { } root)
        {
            return;
        }

        app.MapGet("/dev/cards", () => Results.Content(Page(), "text/html; charset=utf-8"));
        app.MapGet("/dev/cards/all", () => Results.Json(Cards(root)));
        app.MapGet("/dev/cards/{script}", (string script) => Scripts.TryGetValue(script, out var places)
            && places.Select(p => Path.Combine(root, p)).FirstOrDefault(File.Exists) is { } file
            ? Results.File(file, "text/javascript")
            : Results.Text("", "text/javascript"));
    }

    private static string Page()
    {
        using var reader = new StreamReader(typeof(CardGallery).Assembly.GetManifestResourceStream("Crm.Bot.Teams.CardGallery.html")!);
        return reader.ReadToEnd();
    }

    private static Dictionary<string, JsonElement> Cards(string root) =>
        Approved.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.approved.json")).Order(StringComparer.Ordinal)
        .ToDictionary(
            file => Path.GetFileName(file)[..^".approved.json".Length], file => JsonDocument.Parse(File.ReadAllText(file)).RootElement);

    private static string? RootOf(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
