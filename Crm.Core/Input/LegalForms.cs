using System.Collections.Frozen;

namespace Crm.Core.Input;

/// <summary>
/// Inc, Ltd, GmbH, S.A. and the like: what belongs to a company's register entry and not to what people call it. The data stand in
/// Input/Data.
/// </summary>
public static class LegalForms
{
    /// <summary>Words of the longest form.</summary>
    public const int MostWords = 5;

    private const char InFront = '^';

    /// <summary>From here on: Chinese characters, kana, Hangul.</summary>
    private const char FirstIdeograph = '\u2E80';

    private static readonly Lazy<FrozenSet<string>> All = new(() => Read(_ => true).Select(NameWords.Key)
        .ToFrozenSet(StringComparer.Ordinal));
    private static readonly Lazy<FrozenSet<string>> Before = new(() => Read(line => line[0] == InFront).Select(NameWords.Key)
        .ToFrozenSet(StringComparer.Ordinal));
    private static readonly Lazy<string[]> WrittenBehind = new(() => [.. Read(_ => true)]);
    private static readonly Lazy<string[]> WrittenBefore = new(() => [.. Read(line => line[0] == InFront)]);

    private static readonly Lazy<string[]> WithoutSpaces = new(() => [.. Read(_ => true).Where(form => form.Length > 1
        && form[0] >= FirstIdeograph)]);

    /// <summary>Forms of scripts that put no space between words.</summary>
    public static IReadOnlyList<string> Unspaced => WithoutSpaces.Value;

    /// <summary>Every form as it may stand behind a name.</summary>
    public static string[] Behind => WrittenBehind.Value;

    /// <summary>Those that stand before a name as well: "ab", as in AB Volvo.</summary>
    public static string[] InFrontOf => WrittenBefore.Value;

    /// <param name="words">One after the other, as a name has them.</param>
    public static bool StandsBehind(IEnumerable<string> words) => All.Value.Contains(string.Concat(words.Select(NameWords.Plain)));

    public static bool StandsBefore(IEnumerable<string> words) => Before.Value.Contains(string.Concat(words.Select(NameWords.Plain)));

    private static IEnumerable<string> Read(Func<string, bool> which) =>
        DomainList.Read("legal-forms.txt").Where(which).Select(line => string.Concat(NameWords.Of(line))).Where(form => form.Length > 0)
            .Distinct(StringComparer.Ordinal);
}
