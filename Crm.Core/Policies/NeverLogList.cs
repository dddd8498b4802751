namespace Crm.Core.Policies;

/// <summary>
/// Addresses and domains that keep an item out. The organisation's entries concern every mailbox. A person's entry concerns what their
/// own mailbox shows and whatever else they are on: the strictest participant wins, or a colleague's copy would tell it all the same. A
/// team's entry is that of each of its people.
/// </summary>
public sealed class NeverLogList
{
    private readonly IReadOnlyList<(IReadOnlySet<Guid>? Whose, string Listed)> entries;

    private NeverLogList(IReadOnlyList<(IReadOnlySet<Guid>?, string)> entries) => this.entries = entries;

    internal static NeverLogList Of(CapturePolicy host, PolicyLayers layers) => new(
    [
        .. host.NeverLog.Select(entry => ((IReadOnlySet<Guid>?)null, Normal(entry))),
        .. layers.Said.Where(said => said.Value.NeverLog.Length > 0).SelectMany(said =>
        {
            var whose = layers.Concerned(said.Key);
            return said.Value.NeverLog.Select(entry => (whose, Normal(entry)));
        }),
    ]);

    /// <param name="addresses">Of everybody on the item.</param>
    /// <param name="concerned">Whose mailbox shows it, and the colleagues on it.</param>
    public bool Covers(IReadOnlyCollection<string> addresses, IReadOnlySet<Guid> concerned) => entries.Any(entry =>
        (entry.Whose is null || entry.Whose.Overlaps(concerned)) && addresses.Any(address => Covers(entry.Listed, address)));

    /// <summary>A domain covers what lies below it.</summary>
    public static bool Covers(string listed, string address) =>
        address.Equals(listed, StringComparison.OrdinalIgnoreCase)
        || (!listed.Contains('@', StringComparison.Ordinal)
            && address[(address.LastIndexOf('@') + 1)..] is var domain
            && (domain.Equals(listed, StringComparison.OrdinalIgnoreCase)
                || domain.EndsWith("." + listed, StringComparison.OrdinalIgnoreCase)));

    private static string Normal(string entry) => entry.Trim().TrimStart('@');
}
