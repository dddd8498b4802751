using System.Text;

namespace Crm.Core.Input;

/// <summary>A name by its words, without case and punctuation: how names are compared when two records may be one.</summary>
public static class NameWords
{
    /// <summary>Beyond it a mark is a part of its letter (Hangul, vowels of Thai and Devanagari), not an accent.</summary>
    private const int LastAccent = 0x036F;

    /// <summary>"S.A. Müller &amp; Söhne" is sa, müller, söhne: dots and apostrophes join, everything else parts.</summary>
    public static IReadOnlyList<string> Of(string? name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in NormalText.Compared(name).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || IsMark(rune))
            {
                word.Append(rune.ToString());
            }
            else if (rune.Value is not ('.' or '\'') && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return word.Length > 0 ? [.. words, word.ToString()] : words;
    }

    /// <summary>A word without its accents: "söhne" and "sohne" are one.</summary>
    public static string Plain(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
        {
            var parts = rune.ToString().Normalize(NormalizationForm.FormD);
            plain.Append(parts.Any(c => c is > '\u02FF' and <= (char)LastAccent)
                ? string.Concat(parts.Where(c => c is <= '\u02FF' or > (char)LastAccent)) : Letter(rune));
        }

        return plain.ToString();
    }

    /// <summary>All words as one, without accents.</summary>
    public static string Key(string? name) => string.Concat(Of(name).Select(Plain));

    /// <summary>
    /// Whether one slip of the pen makes the one of the other: a letter too many, missing, wrong, or two that changed places. Digits are
    /// never a slip.
    /// </summary>
    public static bool IsSlip(string a, string b)
    {
        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        if (longer.Length - shorter.Length > 1 || !a.Where(char.IsDigit).SequenceEqual(b.Where(char.IsDigit)))
        {
            return false;
        }

        var start = 0;
        while (start < shorter.Length && shorter[start] == longer[start])
        {
            start++;
        }

        var one = shorter.AsSpan(start);
        var other = longer.AsSpan(start);
        return one.Length == other.Length
            ? one.Length < 2 || one[1..].SequenceEqual(other[1..])
                || (one[0] == other[1] && one[1] == other[0] && one[2..].SequenceEqual(other[2..]))
            : one.SequenceEqual(other[1..]);
    }

    private static bool IsMark(Rune rune) => rune.Value > LastAccent
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Letters that are not a plain one with an accent.</summary>
    private static string Letter(Rune rune) => rune.Value switch
    {
        'ß' => "ss",
        'ø' => "o",
        'æ' => "ae",
        'œ' => "oe",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => rune.ToString(),
    };
}
