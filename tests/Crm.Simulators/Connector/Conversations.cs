namespace Crm.Simulators.Connector;

public sealed class Conversation(string id)
{
    public string Id { get; } = id;

    public ConcurrentDictionary<string, JsonObject> Activities { get; } = new(StringComparer.Ordinal);

    /// <summary>Object ids of who is in it; empty means the whole firm.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];
}

/// <summary>Conversations come into being with the first call that names them: Teams, not the connector, creates most of them.</summary>
public sealed class Conversations(Firm firm, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Conversation> known = new(StringComparer.Ordinal);
    private long lastActivity;

    public Conversation? Find(string id) => known.GetValueOrDefault(id);

    public Conversation Open(string id) => known.GetOrAdd(id, one => new Conversation(one));

    /// <summary>The one-to-one conversation with a person is always the same.</summary>
    public Conversation OpenPersonal(FirmUser user) =>
        known.GetOrAdd($"a:1-{user.Oid}", id => new Conversation(id) { Members = [user.Oid] });

    public IReadOnlyList<FirmUser> MembersOf(string id) =>
        Find(id) is { Members.Count: > 0 } narrow ? [.. narrow.Members.Select(firm.Find).OfType<FirmUser>()] : firm.Users;

    /// <summary>Teams numbers messages by epoch milliseconds.</summary>
    public string NextActivityId()
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        long next;
        long last;
        do
        {
            last = Interlocked.Read(ref lastActivity);
            next = Math.Max(now, last + 1);
        }
        while (Interlocked.CompareExchange(ref lastActivity, next, last) != last);
        return next.ToString(CultureInfo.InvariantCulture);
    }
}
