namespace Crm.Simulators;

/// <summary>The demo firm: the same file that seeds the demo database, so that ids agree everywhere.</summary>
public sealed record Firm(
    string TenantId, string Name, string Domain, string BotAppId, string ApiClientId, IReadOnlyList<FirmUser> Users,
    IReadOnlyList<FirmGroup> Groups)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Firm Load()
    {
        using var stream = typeof(Firm).Assembly.GetManifestResourceStream("firm.json")
            ?? throw new InvalidOperationException("firm.json is not embedded.");
        return JsonSerializer.Deserialize<Firm>(stream, Json) ?? throw new InvalidOperationException("firm.json is empty.");
    }

    /// <summary>With mailboxes that belong to accounts nobody signs in with.</summary>
    public Firm With(IEnumerable<string> sharedMailboxes) => this with
    {
        Users = [.. Users, .. sharedMailboxes.Select((mail, n) => new FirmUser(
            $"44444444-4444-4444-8444-{n:000000000000}", $"29:shared-{n}", mail.Split('@')[0], mail, [], FirmUser.Shared, "Europe/Berlin",
            "en"))],
    };

    /// <summary>By object id, mail, alias or Teams id.</summary>
    public FirmUser? Find(string? key) => string.IsNullOrWhiteSpace(key) ? null : Users.FirstOrDefault(user => user.Answers(key.Trim()));

    /// <summary>All that a group reaches: its members, and those of the groups among them, each once.</summary>
    public IEnumerable<object> MembersOf(FirmGroup group)
    {
        var (waiting, seen) = (new Queue<FirmGroup>([group]), new HashSet<object> { group });
        while (waiting.TryDequeue(out var next))
        {
            foreach (var key in next.Members)
            {
                object? member = Groups.FirstOrDefault(g => g.Id == key) is { } inner ? inner : Find(key);
                if (member is not null && seen.Add(member))
                {
                    yield return member;
                    if (member is FirmGroup further)
                    {
                        waiting.Enqueue(further);
                    }
                }
            }
        }
    }

    public FirmUser? FindByAddress(string? address) =>
        string.IsNullOrWhiteSpace(address) ? null : Users.FirstOrDefault(user => user.Owns(address.Trim()));
}

/// <param name="Members">Object ids or addresses of people, ids of groups.</param>
public sealed record FirmGroup(string Id, string Name, string Mail, IReadOnlyList<string> Aliases, IReadOnlyList<string> Members);

public sealed record FirmUser(
    string Oid, string TeamsId, string Name, string Mail, IReadOnlyList<string> Aliases, string Role, string TimeZone, string Locale)
{
    public const string Shared = "SHARED";

    public bool Owns(string address) =>
        Mail.Equals(address, StringComparison.OrdinalIgnoreCase) || Aliases.Contains(address, StringComparer.OrdinalIgnoreCase);

    public bool Answers(string key) => Oid.Equals(key, StringComparison.OrdinalIgnoreCase) || TeamsId == key || Owns(key);
}
