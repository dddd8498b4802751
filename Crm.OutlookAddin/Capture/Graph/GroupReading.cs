using static Crm.OutlookAddin.Capture.Graph.GraphJson;

namespace Crm.OutlookAddin.Capture.Graph;

/// <summary>Groups of the directory in our words.</summary>
internal static class GroupReading
{
    public static GroupMembers Nobody { get; } = new(new HashSet<Guid>(), new HashSet<string>());

    /// <param name="json">An answer of /groups.</param>
    /// <returns>The first group's id; null where there is none.</returns>
    public static string? IdOf(JsonElement json) => Entries(json).Select(e => Text(e, "id")).FirstOrDefault(id => id is { Length: > 0 });

    /// <summary>
    /// Of members that the application may not read the id alone is told, by which the CRM's users are known. Groups within are told beside
    /// their members.
    /// </summary>
    /// <param name="json">A page of transitiveMembers.</param>
    public static (GroupMembers Members, string? Next) Read(JsonElement json)
    {
        List<JsonElement> people = [.. Entries(json).Where(e => Text(e, "@odata.type") is not "#microsoft.graph.group")];
        return (
            new GroupMembers(
                people.Select(p => Guid.TryParse(Text(p, "id"), out var id) ? id : (Guid?)null).OfType<Guid>().ToHashSet(),
                people.SelectMany(p => new[] { Text(p, "mail"), Text(p, "userPrincipalName") }).OfType<string>()
                    .Where(a => a.Contains('@', StringComparison.Ordinal)).Select(a => a.ToLowerInvariant())
                    .ToHashSet(StringComparer.Ordinal)),
            Text(json, "@odata.nextLink"));
    }

    public static GroupMembers Joined(GroupMembers one, GroupMembers other) => new(
        one.ObjectIds.Concat(other.ObjectIds).ToHashSet(), one.Addresses.Concat(other.Addresses).ToHashSet(StringComparer.Ordinal));

    private static IEnumerable<JsonElement> Entries(JsonElement json) =>
        json.TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.Array
        ? value.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.Object)
        : [];
}
