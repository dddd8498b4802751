using System.Text;

namespace Crm.Core.Times;

/// <summary>A word, a number or a sign of a sentence, and where it stands.</summary>
/// <param name="Text">Folded: lower case, without accents.</param>
/// <param name="IsJoined">No space before it.</param>
internal readonly record struct TimeToken(string Text, int Start, int End, bool IsJoined)
{
    public bool IsNumber => char.IsAsciiDigit(Text[0]);

    public bool IsWord => char.IsLetter(Text[0]);
}

/// <summary>The tokens of a sentence. What lies behind <see cref="LongestText"/> characters is not looked at.</summary>
internal sealed class TimeTokens
{
    public const int LongestText = 1_000;
    private static readonly TimeToken End = new("\0", int.MaxValue, int.MaxValue, false);
    private readonly List<TimeToken> tokens = [];

    public TimeTokens(string text, TimeLexicon lexicon)
    {
        for (var i = 0; i < Math.Min(text.Length, LongestText);)
        {
            var start = i;
            i += char.IsLetter(text[i])
                ? Run(text, i, c => char.IsLetter(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
                : char.IsAsciiDigit(text[i]) ? Run(text, i, char.IsAsciiDigit) : 1;
            if (!char.IsWhiteSpace(text[start]))
            {
                Add(text[start..i], start, lexicon);
            }
        }
    }

    public int Count => tokens.Count;

    public TimeToken this[int index] => index >= 0 && index < tokens.Count ? tokens[index] : End;

    public static string Fold(string text)
    {
        // Half a character is nobody's word, and cannot be normalized.
        if (text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            return text;
        }

        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(
                    c switch { '’' or '‘' or 'ʼ' or '′' => "'", 'ß' => "ss", '‐' or '‑' or '−' => "-", '：' => ":",
                        _ => char.ToLowerInvariant(c).ToString() });
            }
        }

        return folded.ToString();
    }

    /// <summary>German joins a day and its part: "Freitagnachmittag" is two words here.</summary>
    private void Add(string text, int start, TimeLexicon lexicon)
    {
        var joined = tokens.Count > 0 && tokens[^1].End == start;
        var folded = Fold(text);
        if (folded.Length == text.Length && lexicon.SplitsAfter(folded) is { } at)
        {
            tokens.Add(new TimeToken(folded[..at], start, start + at, joined));
            tokens.Add(new TimeToken(folded[at..], start + at, start + text.Length, false));
            return;
        }

        if (folded.Length > 0)
        {
            tokens.Add(new TimeToken(folded, start, start + text.Length, joined));
        }
    }

    private static int Run(string text, int from, Func<char, bool> belongs)
    {
        var i = from + 1;
        while (i < text.Length && i < LongestText && belongs(text[i]))
        {
            i++;
        }

        return i - from;
    }
}
