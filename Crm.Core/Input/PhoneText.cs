using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Crm.Core.Input;

/// <summary>Phone numbers by Google's libphonenumber: read in any notation, kept in one, found by any.</summary>
public static partial class PhoneText
{
    /// <summary>
    /// Fewer digits than these are a year, a street number or an amount rather than a phone number that somebody looks for.
    /// </summary>
    private const int FewestSought = 5;

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <summary>
    /// The number as it is kept: in international notation where its country is known, "+49 30 1234567"; else as it was typed.
    /// </summary>
    /// <param name="typed">"+49 (0)30 / 123 45-67", "tel:0049301234567", "'030 1234567".</param>
    /// <param name="country">
    /// ISO 3166-1 alpha-2 of whoever has the number; without it only a number that names its country is rewritten.
    /// </param>
    /// <returns>Null for what holds no phone number.</returns>
    public static string? Read(string? typed, string? country = null)
    {
        var text = Bare(typed);
        if (!text.Any(char.IsDigit))
        {
            return null;
        }

        return Parse(text, country) is { } number && Library.IsValidNumber(number)
            ? Library.Format(number, PhoneNumberFormat.INTERNATIONAL)
            : text;
    }

    /// <summary>The same of what may be anything: null unless it is a phone number of its country.</summary>
    /// <param name="text">In any notation.</param>
    /// <param name="country">Whose it is where it does not say so, ISO 3166-1 alpha-2.</param>
    public static string? ReadCertain(string? text, string? country) => Valid(Parse(Bare(text), country)) is { } number
        ? Library.Format(number, PhoneNumberFormat.INTERNATIONAL)
        : null;

    /// <param name="country">ISO 3166-1 alpha-2, upper case.</param>
    public static bool Knows(string country) => Library.GetSupportedRegions().Contains(country);

    /// <summary>What every notation of the number has in common: its digits without the country's and without leading zeros.</summary>
    /// <param name="typed">In any notation.</param>
    /// <param name="country">Whose number it is where it does not say so: the 8 of a Russian number is not part of it.</param>
    /// <returns>Null for what does not look like a phone number.</returns>
    public static string? Sought(string? typed, string? country = null)
    {
        var text = Bare(typed);
        if (!Shape().IsMatch(text) || text.Count(char.IsAsciiDigit) < FewestSought)
        {
            return null;
        }

        return (Parse(text, null) ?? Valid(Parse(text, country))) is { } number ? Library.GetNationalSignificantNumber(number)
            : Trunk().Replace(text, "") is var national
            && string.Concat(national.Where(char.IsAsciiDigit)).TrimStart('0') is { Length: >= FewestSought } digits ? digits : null;
    }

    /// <summary>The digits that are asked for in a filter, which may be a part of a number.</summary>
    public static string? Digits(string? typed) =>
        Sought(typed) ?? (string.Concat(NormalText.Line(typed).Where(char.IsAsciiDigit)) is { Length: > 0 } digits ? digits : null);

    /// <summary>A number with "+" or "00" names its country; any other is one of <paramref name="country"/>.</summary>
    private static PhoneNumber? Parse(string text, string? country)
    {
        var international = text.StartsWith("00", StringComparison.Ordinal) ? "+" + text[2..] : text;
        if (!international.StartsWith('+') && country is null)
        {
            return null;
        }

        try
        {
            return Library.Parse(international, country);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static PhoneNumber? Valid(PhoneNumber? number) => number is not null && Library.IsValidNumber(number) ? number : null;

    private static string Bare(string? typed)
    {
        var text = NormalText.Line(typed).TrimStart('\'');
        return text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
    }

    [GeneratedRegex(@"^\+?[0-9(][0-9 ()/.\-–]*[0-9]$")]
    private static partial Regex Shape();

    /// <summary>The zero in brackets is dialled inside the country only.</summary>
    [GeneratedRegex(@"\(0\)")]
    private static partial Regex Trunk();
}
