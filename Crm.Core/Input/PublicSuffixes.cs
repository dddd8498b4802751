using System.Collections.Frozen;

namespace Crm.Core.Input;

/// <summary>
/// Under which domains anybody registers names: com, co.uk, github.io. Source: publicsuffix.org, "Algorithm"; the data stand in Input/Data.
/// </summary>
public static class PublicSuffixes
{
    private static readonly Lazy<Suffixes> Rules = new(() => new Suffixes([.. DomainList.Read("public-suffixes.txt").Select(Unicode)]));

    /// <param name="domain">In normal form (<see cref="DomainName.Normal"/>).</param>
    public static bool Include(string domain) => Registered(domain) is null;

    /// <returns>The suffix and one label before it; null when the domain is a suffix itself.</returns>
    public static string? Registered(string domain)
    {
        var (rules, at, before) = (Rules.Value, 0, 0);
        while (true)
        {
            var candidate = domain.AsSpan(at);
            if (rules.Exceptions.Contains(candidate))
            {
                return domain[at..];
            }

            var dot = candidate.IndexOf('.');
            if (dot < 0 || rules.Plain.Contains(candidate) || rules.Wild.Contains(candidate[(dot + 1)..]))
            {
                return at == 0 ? null : domain[before..];
            }

            (before, at) = (at, at + dot + 1);
        }
    }

    private static string Unicode(string rule) => rule.Contains("xn--", StringComparison.Ordinal)
        ? new IdnMapping().GetUnicode(rule)
        : rule;

    /// <summary>
    /// The list's three kinds of rule: "co.uk", "*.ck" and its exception "!www.ck". Looked up without copying the domain's parts: an import
    /// asks for each row.
    /// </summary>
    private sealed class Suffixes(IReadOnlyList<string> rules)
    {
        public FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Plain { get; } = Of(rules.Where(r => r[0] is not ('!' or '*')));

        public FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Wild { get; } = Of(rules.Where(r => r[0] == '*').Select(r => r[2..]));

        public FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Exceptions { get; } =
            Of(rules.Where(r => r[0] == '!').Select(r => r[1..]));

        private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Of(IEnumerable<string> rules) =>
            rules.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
