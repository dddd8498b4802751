using System.Text;

namespace Crm.Core.Input;

/// <summary>How headers, field names and countries are compared: letters with their marks and digits alone, without case.</summary>
public static class ComparisonKey
{
    /// <returns>The text itself, trimmed and without case, where it has neither letters nor digits: "#" and "★" are two names.</returns>
    public static string Of(string typed)
    {
        var kept = new StringBuilder(typed.Length);
        foreach (var rune in NormalText.Stored(typed).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark)
            {
                kept.Append(rune);
            }
        }

        return (kept.Length == 0 ? typed.Trim() : kept.ToString()).ToUpperInvariant();
    }
}
