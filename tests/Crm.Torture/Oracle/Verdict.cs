namespace Crm.Torture.Oracle;

internal enum Fault
{
    Lost,
    Doubled,
    PrivateShown,
    Wrong,
}

/// <param name="Item">The token that stands in its subject.</param>
internal sealed record Problem(Fault Fault, string Item, string What);

/// <param name="Expected">Activities that must be there.</param>
/// <param name="Open">Those that may be there or not: what existed only briefly.</param>
internal sealed record Verdict(int Expected, int Open, int Found, IReadOnlyList<Problem> Problems)
{
    public int Count(Fault fault) => Problems.Count(p => p.Fault == fault);
}
