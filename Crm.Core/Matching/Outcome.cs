namespace Crm.Core.Matching;

/// <summary>What an item is about, of one kind of record: known, one of several, or nothing. Never a guess.</summary>
/// <param name="Reasons">What led there; what was tried and did not count stands first.</param>
public abstract record Outcome(IReadOnlyList<MatchReason> Reasons)
{
    /// <summary>The record, where it is known.</summary>
    public Guid? Known => this is Certain { Id: var id } ? id : null;

    /// <param name="RuleId">The named rule that says so; null where none was needed.</param>
    public sealed record Certain(Guid Id, IReadOnlyList<MatchReason> Reasons, Guid? RuleId = null) : Outcome(Reasons);

    /// <param name="Candidates">Two at least, in the order in which they were found.</param>
    public sealed record Ambiguous(IReadOnlyList<Guid> Candidates, IReadOnlyList<MatchReason> Reasons) : Outcome(Reasons);

    public sealed record None(IReadOnlyList<MatchReason> Reasons) : Outcome(Reasons);

    /// <summary>The same with what was tried before.</summary>
    public Outcome After(IReadOnlyList<MatchReason> tried) => this with { Reasons = [.. tried, .. Reasons] };

    /// <summary>One is known, several are ambiguous.</summary>
    /// <returns>Null for none.</returns>
    internal static Outcome? Of(IEnumerable<Guid> found, MatchReason one, MatchReason several) => found.Distinct().ToList() switch
    {
        [] => null,
        [var only] => new Certain(only, [one]),
        var candidates => new Ambiguous(candidates, [several]),
    };
}
