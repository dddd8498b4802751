namespace Crm.Simulators.Control;

/// <summary>
/// A fault somebody ordered. <c>Kind</c> is an HTTP status ("429", "410"), or a word: emptyPage, repeatEntity, silentRemoval (instances
/// that go are not told), delay (graph); duplicate, reorder, drop, nullClientState, wrongClientState, unknownSubscription (notifications).
/// </summary>
/// <param name="Target">graph, connector or notifications.</param>
/// <param name="User">A mailbox (object id or address); null means any.</param>
/// <param name="Path">Only calls whose path contains this text.</param>
/// <param name="Count">How many times; -1 until it is cleared.</param>
/// <param name="RetryAfter">Seconds in Retry-After; null sends no such header.</param>
/// <param name="Code">Error code in the body, instead of the usual one for the status.</param>
/// <param name="SubCode">The connector's second code, as in 403 MessageWritesBlocked.</param>
public sealed record Fault(
    string Kind, string Target = "graph", string? User = null, string? Path = null, int Count = 1,
    int? RetryAfter = null, string? Code = null, string? SubCode = null, string? Message = null, int DelayMs = 0)
{
    public int? Status => int.TryParse(Kind, out var status) && status is >= 300 and < 600 ? status : null;
}

public sealed class Faults(Firm firm)
{
    private readonly Lock gate = new();
    private readonly List<Fault> ordered = [];

    public IReadOnlyList<Fault> Pending
    {
        get
        {
            lock (gate)
            {
                return [.. ordered];
            }
        }
    }

    public void Order(Fault fault)
    {
        lock (gate)
        {
            ordered.Add(fault with { User = fault.User is null or "*" ? null : firm.Find(fault.User)?.Oid ?? fault.User });
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            ordered.Clear();
        }
    }

    public Fault? TakeStatus(string target, string? user, string path) => Take(fault => fault.Status is not null, target, user, path);

    public Fault? Take(string kind, string target, string? user, string path = "") => Take(fault => fault.Kind == kind, target, user, path);

    private Fault? Take(Func<Fault, bool> wanted, string target, string? user, string path)
    {
        lock (gate)
        {
            var at = ordered.FindIndex(fault => fault.Target == target && wanted(fault)
                && (fault.User is null || fault.User.Equals(user, StringComparison.OrdinalIgnoreCase))
                && (fault.Path is null || path.Contains(fault.Path, StringComparison.OrdinalIgnoreCase)));
            if (at < 0)
            {
                return null;
            }

            var fault = ordered[at];
            if (fault.Count == 1)
            {
                ordered.RemoveAt(at);
            }
            else if (fault.Count > 1)
            {
                ordered[at] = fault with { Count = fault.Count - 1 };
            }

            return fault;
        }
    }
}
