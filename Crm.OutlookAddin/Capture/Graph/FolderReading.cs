using static Crm.OutlookAddin.Capture.Graph.GraphJson;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>Graph's mail folders in our words.</summary>
internal static class FolderReading
{
    /// <param name="json">A page of mailFolders/delta.</param>
    /// <param name="known">Well-known names by id.</param>
    public static Page Read(JsonElement json, Dictionary<string, string> known)
    {
        var (seen, removed) = (new List<FolderSeen>(), new List<string>());
        foreach (var folder in json.GetProperty("value").EnumerateArray())
        {
            if (Text(folder, "id") is not { Length: > 0 } id)
            {
                continue;
            }

            if (folder.TryGetProperty("@removed", out _))
            {
                removed.Add(id);
            }
            else
            {
                seen.Add(new FolderSeen(
                    id, Participant.Clean(Text(folder, "displayName")), Text(folder, "parentFolderId"), known.GetValueOrDefault(id),
                    folder.TryGetProperty("isHidden", out var hidden) && hidden.ValueKind is JsonValueKind.True));
            }
        }

        return new Page(seen, removed, Text(json, "@odata.nextLink"), Text(json, "@odata.deltaLink"));
    }

    public sealed record Page(IReadOnlyList<FolderSeen> Seen, IReadOnlyList<string> Removed, string? Next, string? End);
}
