using System.Collections.Frozen;
using System.Globalization;

namespace Crm.Core.Input;

/// <summary>Under which domains anybody registers names: com, co.uk, github.io. Source: publicsuffix.org, "Algorithm"; the data stand in Input/Data.</summary>
public static class PublicSuffixes
{
    private static readonly Lazy<FrozenSet<string>> Rules = new(() => DomainList.Read("public-suffixes.txt").Select(Unicode).ToFrozenSet(StringComparer.Ordinal));

    /// <param name="domain">In normal form (<see cref="DomainName.Normal"/>).</param>
    public static bool Include(string domain) => Registered(domain) is null;

    /// <returns>The suffix and one label before it; null when the domain is a suffix itself.</returns>
    public static string? Registered(string domain)
    {
        var labels = domain.Split('.');
        for (var at = 0; at < labels.Length; at++)
        {
            var candidate = string.Join('.', labels[at..]);
            if (Rules.Value.Contains("!" + candidate))
            {
                return candidate;
            }

            var isWild = at + 1 < labels.Length && Rules.Value.Contains("*." + string.Join('.', labels[(at + 1)..]));
            if (isWild || Rules.Value.Contains(candidate) || at == labels.Length - 1)
            {
                return at == 0 ? null : string.Join('.', labels[(at - 1)..]);
            }
        }

        return null;
    }

    private static string Unicode(string rule) => rule.Contains("xn--", StringComparison.Ordinal) ? new IdnMapping().GetUnicode(rule) : rule;
}
