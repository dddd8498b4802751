using System.Globalization;
using Crm.Core.Deals;

namespace Crm.Core.Imports;

/// <summary>Amounts as files hold them: 1,234.56, 1.234,56, 1 234,56 €, CHF 1'234.50. Groups must be groups of three, so that 12,34 is never 1234.</summary>
public static class NumberText
{
    private static readonly string[] Marks = ["kr", "kr.", "zł", "kč", "fr.", "sfr.", "us", "a", "c", "r"];

    /// <param name="text">The cell.</param>
    /// <param name="decimalMark">'.' or ','; the other one groups thousands.</param>
    /// <param name="number">What it says.</param>
    public static bool TryRead(string text, char decimalMark, out decimal number)
    {
        number = 0;
        var plain = Bare(text);
        var group = decimalMark == '.' ? ',' : '.';
        var at = plain.LastIndexOf(decimalMark);
        var whole = at < 0 ? plain : plain[..at];
        var fraction = at < 0 ? "" : plain[(at + 1)..];
        if (!IsGrouped(whole.TrimStart('-', '+'), group) || !fraction.All(char.IsAsciiDigit) || (whole.Length == 0 && fraction.Length == 0))
        {
            return false;
        }

        var invariant = whole.Replace(group.ToString(), "", StringComparison.Ordinal) + (fraction.Length > 0 ? "." + fraction : "");
        return decimal.TryParse(invariant, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A currency that the amount itself names: EUR 100, 100 €; null where it names none or one of several ($).</summary>
    public static string? CurrencyIn(string text)
    {
        if (text.Contains('€', StringComparison.Ordinal))
        {
            return "EUR";
        }

        return text.Contains('£', StringComparison.Ordinal) ? "GBP" : Words(text).Select(w => w.ToUpperInvariant()).FirstOrDefault(Currencies.All.Contains);
    }

    /// <summary>Without currency, spaces and the Swiss apostrophe; a word that is no currency stays, and makes the number unreadable.</summary>
    private static string Bare(string text)
    {
        foreach (var word in Words(text).Where(w => Currencies.All.Contains(w.ToUpperInvariant()) || Marks.Contains(w.ToLowerInvariant())))
        {
            text = text.Replace(word, "", StringComparison.Ordinal);
        }

        return string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('\'' or '’' or '%') && CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.CurrencySymbol));
    }

    private static string[] Words(string text) =>
        text.Any(char.IsLetter) ? text.Split([.. text.Where(c => !char.IsLetter(c) && c != '.').Distinct()], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Any(char.IsLetter)).ToArray() : [];

    private static bool IsGrouped(string whole, char group)
    {
        var parts = whole.Split(group);
        return parts.All(p => p.All(char.IsAsciiDigit))
            && (parts.Length == 1 || (parts[0].Length is >= 1 and <= 3 && parts.Skip(1).All(p => p.Length == 3)));
    }
}
