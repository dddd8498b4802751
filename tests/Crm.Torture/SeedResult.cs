namespace Crm.Torture;

/// <summary>What one seed came to.</summary>
/// <param name="Shares">Runs over folders that each worker began.</param>
/// <param name="Settled">From the end of the faults until everything was read.</param>
internal sealed record SeedResult(
    int Seed, int Items, int Steps, Verdict Mail, Verdict Meetings, int Kills, int Restarts, IReadOnlyDictionary<string, int> Faults,
    IReadOnlyList<int> Shares, TimeSpan Settled, TimeSpan Took, IReadOnlyList<string> Behind, string Logs)
{
    public IEnumerable<Problem> Problems => [.. Mail.Problems, .. Meetings.Problems];

    public bool IsExact => !Problems.Any() && Behind.Count == 0;

    public int Count(Fault fault) => Mail.Count(fault) + Meetings.Count(fault);
}
