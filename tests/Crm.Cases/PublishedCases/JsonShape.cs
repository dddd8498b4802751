namespace Crm.Cases.PublishedCases;

/// <summary>Which members objects of one kind have been seen with, at all depths, and of which JSON types.</summary>
internal sealed class JsonShape
{
    private readonly SortedDictionary<string, HashSet<JsonValueKind>> members = new(StringComparer.Ordinal);

    public static JsonShape Of(IEnumerable<JsonObject> items)
    {
        var shape = new JsonShape();
        foreach (var item in items)
        {
            shape.Add("", item);
        }

        return shape;
    }

    /// <summary>
    /// Members that the other has never been seen with. What lies below one that was only ever seen empty there nobody can know.
    /// </summary>
    public IEnumerable<string> UnknownTo(JsonShape other) => members.Keys.Where(path => !other.members.ContainsKey(path)
        && (ParentOf(path) is not { } parent || other.HasContent(parent)));

    /// <summary>Members that both have, never of the same type.</summary>
    public IEnumerable<string> OtherTypesThan(JsonShape other) => members
        .Where(m => other.members.TryGetValue(m.Key, out var theirs) && m.Value.Count > 0 && theirs.Count > 0
            && !m.Value.IsSubsetOf(theirs))
        .Select(m => $"{m.Key}: {string.Join(" or ", m.Value)} instead of {string.Join(" or ", other.members[m.Key])}");

    private bool HasContent(string path) => members.Keys.Any(other => other.StartsWith(path + ".", StringComparison.Ordinal));

    private static string? ParentOf(string path) => path.LastIndexOf('.') is > 0 and var end ? path[..end] : null;

    private void Add(string path, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject item:
                foreach (var (name, member) in item)
                {
                    Note($"{path}{name}", member);
                    Add($"{path}{name}.", member);
                }

                break;
            case JsonArray list:
                foreach (var entry in list)
                {
                    Add(path, entry);
                }

                break;
        }
    }

    /// <summary>Null says nothing of a type; true and false are one.</summary>
    private void Note(string path, JsonNode? member)
    {
        var kinds = members.TryGetValue(path, out var known) ? known : members[path] = [];
        if (member is not null)
        {
            kinds.Add(member.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : member.GetValueKind());
        }
    }
}
