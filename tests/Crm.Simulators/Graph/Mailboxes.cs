namespace Crm.Simulators.Graph;

/// <summary>All mailboxes of the firm, and how busy each one is and has been.</summary>
public sealed class Mailboxes(Firm firm)
{
    private readonly Dictionary<string, Mailbox> byOid =
        firm.Users.ToDictionary(user => user.Oid, user => new Mailbox(user), StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Load> loads = new(StringComparer.OrdinalIgnoreCase);

    private int requests;

    /// <summary>HTTP requests to Graph, of which a batch is one.</summary>
    public int Requests => requests;

    public IEnumerable<Mailbox> All => byOid.Values;

    public Mailbox Of(FirmUser user) => byOid[user.Oid];

    public Mailbox? Find(string? key) => firm.Find(key) is { } user ? byOid[user.Oid] : null;

    public Load LoadOf(string oid) => loads.GetOrAdd(oid, _ => new Load());

    public void CountRequest() => Interlocked.Increment(ref requests);

    public void ForgetRequests() => Interlocked.Exchange(ref requests, 0);

    /// <summary>Calls to one mailbox: now, at most at the same time, and altogether.</summary>
    public sealed class Load
    {
        private readonly Lock gate = new();

        public int Current { get; private set; }

        public int Highest { get; private set; }

        public int Total { get; private set; }

        public int Throttled { get; set; }

        public int Enter()
        {
            lock (gate)
            {
                Total++;
                Highest = Math.Max(Highest, ++Current);
                return Current;
            }
        }

        public void Leave()
        {
            lock (gate)
            {
                Current--;
            }
        }

        public void Reset()
        {
            lock (gate)
            {
                (Highest, Total, Throttled) = (Current, 0, 0);
            }
        }
    }
}
