using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Crm.Core.Access;

/// <summary>Numbers as people type them.</summary>
public static partial class Numbers
{
    private const NumberStyles Style = NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>The user's locale first, but a lone separator before exactly three digits groups thousands in every locale.</summary>
    public static bool TryParse(string text, string locale, out decimal number)
    {
        var culture = CultureOf(locale);
        var plain = text.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal);
        if (CommaGroups().IsMatch(plain))
        {
            return decimal.TryParse(plain, Style, CultureInfo.InvariantCulture, out number);
        }

        if (decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            && !LooksGrouped(plain, '.', culture))
        {
            return true;
        }

        return decimal.TryParse(plain, Style, culture, out number) || decimal.TryParse(plain, Style, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>
    /// A JSON value as text that <see cref="TryParse"/> reads as the same number in every locale: 0.125 is no hundred and twenty-five, also
    /// where the point groups thousands. A fourth decimal says so. Null for JSON's null.
    /// </summary>
    public static string? Typed(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            case JsonValueKind.String:
                return json.GetString();
            case JsonValueKind.Number when json.TryGetDecimal(out var number):
                var text = number.ToString("0.############################", CultureInfo.InvariantCulture);
                return text.Length - text.IndexOf('.', StringComparison.Ordinal) == 4 && text.Contains('.', StringComparison.Ordinal) ? text + "0" : text;
            default:
                return json.GetRawText();
        }
    }

    public static CultureInfo CultureOf(string locale)
    {
        try
        {
            return CultureInfo.GetCultureInfo(locale);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }

    [GeneratedRegex(@"^[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$")]
    private static partial Regex CommaGroups();

    private static bool LooksGrouped(string text, char separator, CultureInfo culture) =>
        culture.NumberFormat.NumberGroupSeparator == separator.ToString() && text.Length - text.LastIndexOf(separator) == 4
        && text.Contains(separator, StringComparison.Ordinal);
}
