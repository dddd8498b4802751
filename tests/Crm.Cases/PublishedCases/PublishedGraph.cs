using System.Text;

namespace Crm.Cases.PublishedCases;

/// <summary>Answers of Graph that Microsoft and others published: the folder graph/ beside that of the cases.</summary>
internal static class PublishedGraph
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Cases.Folder, "..", "graph"));

    /// <summary>
    /// Whatever is JSON there. Left out are pages that describe a type ("String (timestamp)" for a moment), and what has places to fill in:
    /// no program could read either.
    /// </summary>
    public static IEnumerable<(string File, JsonNode Content)> All()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal)
            .Where(f => !f.Contains("-res-", StringComparison.Ordinal)))
        {
            if (Read(file) is { } content)
            {
                yield return (Path.GetFileName(file), content);
            }
        }
    }

    public static IEnumerable<(string File, JsonObject Item)> Messages() => Items(IsMessage);

    public static IEnumerable<(string File, JsonObject Item)> Events() => Items(IsEvent);

    public static IEnumerable<(string File, JsonObject Item)> Folders() =>
        Items(o => o.ContainsKey("displayName") && o.ContainsKey("childFolderCount"));

    public static IEnumerable<(string File, JsonObject Item)> Notifications() =>
        Items(o => o.ContainsKey("subscriptionId") && (o.ContainsKey("changeType") || o.ContainsKey("lifecycleEvent")));

    /// <summary>An error is an error whatever surrounds it.</summary>
    public static IEnumerable<(string File, JsonObject Item)> Errors() =>
        Items(o => o["error"] is JsonObject error && error["code"] is not null);

    private static bool IsMessage(JsonObject item) => item.ContainsKey("id") && item.ContainsKey("subject")
        && (item.ContainsKey("toRecipients") || TypeOf(item).Contains("message", StringComparison.OrdinalIgnoreCase));

    private static bool IsEvent(JsonObject item) => item.ContainsKey("id") && item["start"] is JsonObject && item["end"] is JsonObject
        && (item.ContainsKey("organizer") || item.ContainsKey("attendees") || item.ContainsKey("iCalUId"));

    private static string TypeOf(JsonObject item) => item["@odata.type"]?.GetValue<string>() ?? "";

    private static IEnumerable<(string File, JsonObject Item)> Items(Func<JsonObject, bool> isOne) =>
        All().SelectMany(published => Within(published.Content, isOne).Select(item => (published.File, item)));

    private static IEnumerable<JsonObject> Within(JsonNode? node, Func<JsonObject, bool> isOne) => node switch
    {
        JsonObject item when isOne(item) => [item],
        JsonObject item => item.SelectMany(member => Within(member.Value, isOne)),
        JsonArray list => list.SelectMany(entry => Within(entry, isOne)),
        _ => [],
    };

    private static JsonNode? Read(string file)
    {
        try
        {
            return JsonNode.Parse(
                File.ReadAllText(file, Encoding.UTF8), documentOptions: new JsonDocumentOptions
                    { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
