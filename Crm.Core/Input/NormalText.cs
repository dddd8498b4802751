using System.Buffers;
using System.Text;

namespace Crm.Core.Input;

/// <summary>
/// The one normal form of text at every door: what is typed, pasted, imported and captured. Sources: Unicode Standard Annex 15 (composed
/// form), Annex 9 (characters that turn the direction of writing), Technical Standard 51 (joiners and tags inside emoji).
/// </summary>
public static class NormalText
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    private static readonly SearchValues<char> PlainLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>
    /// As it is stored: composed (NFC); without invisible and direction-changing characters; every kind of space a space, line separators
    /// line breaks, the non-breaking hyphen a hyphen. Joiners stay where they join, dashes, quotes and apostrophes stay as they were typed.
    /// NUL stays: it is refused where it is read.
    /// </summary>
    public static string Stored(string? text)
    {
        if (string.IsNullOrEmpty(text) || Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\u0001', '\u0008')
            && !text.AsSpan().ContainsAnyInRange('\u000B', '\u001F') && !text.Contains('\u007F'))
        {
            return text ?? "";
        }

        var runes = text.EnumerateRunes().ToArray();
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < runes.Length; i++)
        {
            if (Kept(runes, i) is { } rune)
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>One line as a command, a filter or a search understands it: the stored form, runs of white space one space.</summary>
    public static string Line(string? text) => string.Join(' ', Stored(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// What two spellings of one name have in common: one line, every apostrophe, quote and dash the plain one, without case. Accents
    /// count.
    /// </summary>
    public static string Compared(string? text)
    {
        var line = Line(text);
        return string.Create(line.Length, line, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Plain(from[i]);
            }
        }).ToLowerInvariant();
    }

    public static bool AreSame(string? a, string? b) => Compared(a) == Compared(b);

    /// <summary>Whether somebody who looks at it sees anything: a name of joiners, marks or blanks alone is none.</summary>
    public static bool IsVisible(string? text) => text.AsSpan().ContainsAny(PlainLetters)
        || Stored(text).EnumerateRunes().Any(r => Rune.GetUnicodeCategory(r) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.OtherNotAssigned));

    /// <summary>
    /// The apostrophe for everything that phones and word processors put in its place, the double quote and the hyphen likewise.
    /// </summary>
    public static char Plain(char c) => c switch
    {
        '’' or '‘' or '‛' or '‚' or 'ʼ' or 'ʹ' or '′' or '´' or '`' or '＇' => '\'',
        '“' or '”' or '„' or '‟' or '″' or '«' or '»' or '＂' => '"',
        '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '﹣' or '－' => '-',
        _ => c,
    };

    private static Rune? Kept(Rune[] runes, int i)
    {
        var rune = runes[i];
        return rune.Value switch
        {
            0 or '\t' or '\n' or '\r' => rune,
            0x85 or 0x2028 or 0x2029 => new Rune('\n'),
            0x2010 or 0x2011 => new Rune('-'),
            >= 0xFDD0 and <= 0xFDEF => null, // no characters at all
            _ when (rune.Value & 0xFFFE) == 0xFFFE => null,
            0x2800 => new Rune(' '), // an empty Braille cell
            0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0 => null, // joiners and fillers that aren't format characters
            ZeroWidthJoiner or ZeroWidthNonJoiner => Joins(runes, i) ? rune : null,
            >= 0xE0020 and <= 0xE007F => IsTagged(runes, i) ? rune : null,
            >= 0x0600 and <= 0x0605 or 0x06DD or 0x070F or 0x08E2 => rune, // Arabic signs that are visible
            _ => Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control or UnicodeCategory.Format => null,
                UnicodeCategory.SpaceSeparator => new Rune(' '),
                _ => rune,
            },
        };
    }

    /// <summary>
    /// Emoji of several people, and letters of scripts that join: a joiner has a neighbour on each side that isn't a Latin one.
    /// </summary>
    private static bool Joins(Rune[] runes, int i) => i > 0 && i < runes.Length - 1 && CanJoin(runes[i - 1]) && CanJoin(runes[i + 1]);

    private static bool CanJoin(Rune rune) => rune.Value > 0x2FF && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.DashPunctuation
        or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation);

    /// <summary>A flag of a region: tags behind the black flag.</summary>
    private static bool IsTagged(Rune[] runes, int i)
    {
        while (i > 0 && runes[i].Value is >= 0xE0020 and <= 0xE007F)
        {
            i--;
        }

        return runes[i].Value == 0x1F3F4;
    }
}
