namespace Crm.Core.Policies;

/// <summary>
/// Addresses and domains that keep an item out. The organisation's entries concern every mailbox. A person's entry concerns what their
/// own mailbox shows and whatever else they are on: the strictest participant wins, or a colleague's copy would tell it all the same.
/// </summary>
public sealed class NeverLogList
{
    private readonly IReadOnlyList<(Guid? UserId, string Listed)> entries;

    private NeverLogList(IReadOnlyList<(Guid?, string)> entries) => this.entries = entries;

    public static NeverLogList Of(CapturePolicy host, IReadOnlyList<CapturePolicyLayer> layers) => new(
    [
        .. host.NeverLog.Select(entry => ((Guid?)null, Normal(entry))),
        .. layers.SelectMany(layer => layer.Wishes.NeverLog.Select(entry => (layer.UserId, Normal(entry)))),
    ]);

    /// <param name="addresses">Of everybody on the item.</param>
    /// <param name="concerned">Whose mailbox shows it, and the colleagues on it.</param>
    public bool Covers(IReadOnlyCollection<string> addresses, IReadOnlySet<Guid> concerned) => entries.Any(entry =>
        (entry.UserId is not { } user || concerned.Contains(user)) && addresses.Any(address => Covers(entry.Listed, address)));

    /// <summary>A domain covers what lies below it.</summary>
    public static bool Covers(string listed, string address) =>
        address.Equals(listed, StringComparison.OrdinalIgnoreCase)
        || (!listed.Contains('@', StringComparison.Ordinal)
            && address[(address.LastIndexOf('@') + 1)..] is var domain
            && (domain.Equals(listed, StringComparison.OrdinalIgnoreCase)
                || domain.EndsWith("." + listed, StringComparison.OrdinalIgnoreCase)));

    private static string Normal(string entry) => entry.Trim().TrimStart('@');
}
