namespace Crm.Core.Cards;

/// <summary>A form of something that somebody else saved while it was open. Two people who change different inputs never meet.</summary>
/// <param name="Mine">What the form sent.</param>
/// <param name="Was">What stood in it when it was opened; empty where nobody knows: then all that was sent counts as typed.</param>
/// <param name="Now">What would stand in it now.</param>
public sealed record FormMerge(FormValues Mine, FormValues Was, FormValues Now)
{
    /// <summary>What the person typed; what stands now where they left it alone.</summary>
    public string? this[string input] => IsTyped(input) ? Mine[input] : Now[input];

    /// <summary>What both changed, each to something else.</summary>
    public IReadOnlyList<FieldConflict> Contested(params IEnumerable<string> inputs) =>
        [.. inputs.Where(i => IsTyped(i) && Now[i] != Was[i] && Now[i] != Mine[i]).Select(i => new FieldConflict(i, Mine[i], Now[i]))];

    private bool IsTyped(string input) => Mine[input] != Was[input];
}
