namespace Crm.Simulators.Graph;

/// <summary>The system query options and preferences of one call.</summary>
public sealed record ODataQuery(
    IReadOnlyList<string>? Select, string? Filter, string? Expand, string? OrderBy, int? Top, int Skip, int? PageSize, bool ImmutableIds,
    bool TextBodies, string TimeZone)
{
    public static ODataQuery From(HttpRequest request)
    {
        string? Option(string name) => request.Query.TryGetValue(name, out var value)
            || request.Query.TryGetValue(name.TrimStart('$'), out value)
            ? value.ToString()
            : null;
        int? Number(string name) => int.TryParse(Option(name), CultureInfo.InvariantCulture, out var number) ? number : null;
        var preferences = request.Headers["Prefer"].SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries)).ToList();
        string? Preference(string name) => preferences.Select(one => one.Split('=', 2, StringSplitOptions.TrimEntries))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1].Trim('"');
        return new ODataQuery(
            Option("$select")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Option("$filter"),
            Option("$expand"),
            Option("$orderby"),
            Number("$top"),
            Number("$skip") ?? 0,
            int.TryParse(Preference("odata.maxpagesize"), CultureInfo.InvariantCulture, out var size) ? size : null,
            "ImmutableId".Equals(Preference("IdType"), StringComparison.OrdinalIgnoreCase),
            "text".Equals(Preference("outlook.body-content-type"), StringComparison.OrdinalIgnoreCase),
            Preference("outlook.timezone") ?? "UTC");
    }

    /// <summary>What lists leave out of what was selected.</summary>
    public ODataQuery OfList(SimulatorOptions options) => Select is null || options.ListsTellHeaders ? this
        : this with { Select = [.. Select.Where(one => !one.Equals("internetMessageHeaders", StringComparison.OrdinalIgnoreCase))] };

    public string Id(StoredMessage message) => ImmutableIds ? message.ImmutableId : message.DefaultId;

    public string Id(StoredEvent item) => ImmutableIds ? item.ImmutableId : item.DefaultId;

    public bool Selects(string property) => Select?.Contains(property, StringComparer.OrdinalIgnoreCase) ?? false;

    /// <summary>Keeps what was selected; ids and annotations always stay. Without $select the properties named as costly go.</summary>
    public JsonObject Project(JsonObject full, params string[] costly)
    {
        foreach (var name in full.Select(pair => pair.Key).Where(name => name != "id" && !name.StartsWith('@')).ToList())
        {
            if (Select is null ? costly.Contains(name)
                : !Selects(name) && !(Expand?.Contains(name, StringComparison.OrdinalIgnoreCase) ?? false))
            {
                full.Remove(name);
            }
        }

        return full;
    }
}
