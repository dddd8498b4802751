using System.Text.RegularExpressions;

namespace Crm.Core.Matching;

/// <summary>Which deals a subject names, by a number that stands in their titles or by the whole title.</summary>
internal static partial class NamedInSubject
{
    /// <summary>A title of fewer words, as "Offer", stands in many subjects.</summary>
    private const int FewestWords = 2;

    private const int FewestCharacters = 7;

    /// <returns>Whose number it has.</returns>
    public static IReadOnlyList<KnownDeal> ByNumber(string subject, IEnumerable<KnownDeal> deals)
    {
        var named = Numbers(subject);
        return named.Count == 0 ? [] : [.. deals.Where(d => Numbers(d.Title).Overlaps(named))];
    }

    /// <returns>Whose title it has, word by word, with or without the company before it; of titles within others the longest.</returns>
    public static IReadOnlyList<KnownDeal> ByTitle(string subject, IEnumerable<KnownDeal> deals)
    {
        var said = Words(subject);
        List<(KnownDeal Deal, int Start, int End)> found =
            [.. deals.SelectMany(d => Titles(d).SelectMany(t => Places(said, t)).Select(p => (d, p.Start, p.End)))];
        return [.. found.Where(f => !found.Exists(o => o.Start <= f.Start && o.End >= f.End && o.End - o.Start > f.End - f.Start))
            .Select(f => f.Deal).Distinct()];
    }

    private static IEnumerable<string[]> Titles(KnownDeal deal)
    {
        var (title, company) = (Words(deal.Title), Words(deal.Company ?? ""));
        yield return title;
        if (company.Length > 0 && title.AsSpan().StartsWith(company))
        {
            yield return title[company.Length..];
        }
    }

    private static IEnumerable<(int Start, int End)> Places(string[] said, string[] title)
    {
        if (title.Distinct(StringComparer.Ordinal).Count() < FewestWords || title.Sum(w => w.Length) < FewestCharacters)
        {
            yield break;
        }

        for (var start = 0; start + title.Length <= said.Length; start++)
        {
            if (said.AsSpan(start, title.Length).SequenceEqual(title))
            {
                yield return (start, start + title.Length);
            }
        }
    }

    private static string[] Words(string text) => [.. Word().Matches(NormalText.Compared(text)).Select(m => m.Value)];

    /// <summary>As "#1042", "No. 1042", "AN-2025-118", "10423"; neither years, days nor amounts.</summary>
    private static HashSet<string> Numbers(string text) =>
        [.. Number().Matches(NormalText.Compared(text)).Where(IsNumber).Select(m => m.Groups["id"].Value)];

    private static bool IsNumber(Match found)
    {
        var (id, digits) = (found.Groups["id"].Value, found.Groups["digits"].Value);
        return !Day().IsMatch(id)
            && (found.Groups["mark"].Success || (digits.Count(char.IsDigit) >= 3 && !IsYear(digits)));
    }

    private static bool IsYear(string digits) =>
        digits.Length == 4 && int.TryParse(digits, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and < 2100;

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}.,/€$£-])(?<mark>#\s?|№\s?|n[or]\.?\s)?(?<id>(\p{L}{1,6}[-/])?(?<digits>[0-9]{2,}([-/][0-9]+)*))"
        + @"(?![\p{L}\p{N}/€$£%-]|[.,:][0-9]|\s?(€|\$|£|%|eur\b|usd\b|k\b))", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(
        "^([0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{2,4}|[0-9]{4}[-/][0-9]{2,4}|[0-9]{1,2}/[0-9]{1,4})$")]
    private static partial Regex Day();
}
