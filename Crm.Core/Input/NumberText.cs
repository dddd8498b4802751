using System.Buffers;
using System.Text.RegularExpressions;

namespace Crm.Core.Input;

/// <summary>How numbers are written where a text comes from.</summary>
/// <param name="DecimalMark">'.' or ','.</param>
/// <param name="IsCertain">A column of a file has one mark; what a person types may be of another habit.</param>
public readonly record struct NumberForm(char DecimalMark, bool IsCertain)
{
    public static NumberForm Of(CultureInfo culture) =>
        new(culture.NumberFormat.NumberDecimalSeparator == "," ? ',' : '.', IsCertain: false);
}

/// <summary>
/// A number, and the currency that the text itself names (EUR 100, 100 €), null where it names none or one of several ($).
/// </summary>
public readonly record struct NumberRead(decimal Value, string? Currency);

/// <summary>
/// The one reader of numbers and amounts: 1,234.56, 1.234,56, 1 234,56 €, CHF 1'234.50, 12,34,567, (1,234.00), 500-, 12k, 2.5 million.
/// Groups are groups of three or, as in India, of two before the last three: 12,34 is never 1234. What a spreadsheet made of a long number
/// (4.9E+11) or of a narrow column (####) is none.
/// </summary>
public static partial class NumberText
{
    private const int Longest = 60;

    private static readonly SearchValues<char> Simple = SearchValues.Create("0123456789.,");

    private static readonly string[] Marks = ["kr", "kr.", "zł", "kč", "fr.", "sfr.", "us", "a", "c", "r", "-"];

    private static readonly Dictionary<string, decimal> Factors = new(StringComparer.OrdinalIgnoreCase)
    {
        ["k"] = 1_000, ["tsd"] = 1_000, ["tsd."] = 1_000, ["thousand"] = 1_000, ["m"] = 1_000_000, ["mm"] = 1_000_000, ["mn"] = 1_000_000,
        ["mio"] = 1_000_000, ["mio."] = 1_000_000,
        ["million"] = 1_000_000, ["millions"] = 1_000_000, ["bn"] = 1_000_000_000, ["mrd"] = 1_000_000_000, ["mrd."] = 1_000_000_000,
        ["billion"] = 1_000_000_000, ["lakh"] = 100_000, ["crore"] = 10_000_000,
    };

    public static bool TryRead(string? text, NumberForm form, out NumberRead read)
    {
        read = default;
        var plain = Digits(NormalText.Line(text));
        if (plain.Length is > 0 and <= Longest && !plain.AsSpan().ContainsAnyExcept(Simple))
        {
            var isPlain = TryCore(plain, form, out var bare);
            read = new NumberRead(bare, null);
            return isPlain;
        }

        if (plain.Length is 0 or > Longest || Parts().Match(plain) is not { Success: true } parts)
        {
            return false;
        }

        string? currency = null;
        decimal factor = 1;
        foreach (var word in Words(parts.Groups["before"].Value, isBefore: true)
            .Concat(Words(parts.Groups["after"].Value, isBefore: false)))
        {
            if (Factors.TryGetValue(word, out var times) && factor == 1
                && parts.Groups["after"].Value.Contains(word, StringComparison.Ordinal))
            {
                factor = times;
            }
            else if (CurrencyOf(word) is { } code && (currency ?? code) == code)
            {
                currency = code;
            }
            else if (!IsMark(word))
            {
                return false;
            }
        }

        if (parts.Groups["minus"].Captures.Count > 1)
        {
            return false;
        }

        var isNegative = parts.Groups["minus"].Success || parts.Groups["close"].Success;
        if (parts.Groups["open"].Success != parts.Groups["close"].Success
            || !TryCore(parts.Groups["core"].Value.Replace(" ", "\u0001", StringComparison.Ordinal), form, out var number))
        {
            return false;
        }

        try
        {
            var value = (isNegative ? -1 : 1) * number * factor;
            read = new NumberRead(factor > 1 && decimal.Truncate(value) == value ? decimal.Truncate(value) : value, currency);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>Digits and separators alone.</summary>
    private static bool TryCore(string core, NumberForm form, out decimal number)
    {
        number = 0;
        char[] used = [.. core.Where(c => !char.IsAsciiDigit(c)).Distinct()];
        var mark = DecimalMark(core, used, form);
        var at = mark is { } decimalMark ? core.LastIndexOf(decimalMark) : -1;
        var (whole, fraction) = at < 0 ? (core, "") : (core[..at], core[(at + 1)..]);
        char[] groups = [.. whole.Where(c => !char.IsAsciiDigit(c)).Distinct()];
        return fraction.All(char.IsAsciiDigit) && groups.Length <= 1 && (whole.Length > 0 || fraction.Length > 0)
            && (groups.Length == 0 || (groups[0] != mark && AreGroups(whole.Split(groups[0]), groups[0])))
            && decimal.TryParse($"0{string.Concat(whole.Where(char.IsAsciiDigit))}{(fraction.Length > 0 ? "." : "")}{fraction}",
                NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Which of the separators begins the decimals; null where all of them group.</summary>
    private static char? DecimalMark(string core, char[] used, NumberForm form)
    {
        if (form.IsCertain)
        {
            return used.Contains(form.DecimalMark) ? form.DecimalMark : null;
        }

        var (point, comma) = (core.LastIndexOf('.'), core.LastIndexOf(','));
        if (point >= 0 && comma >= 0)
        {
            return point > comma ? '.' : ',';
        }

        var mark = comma >= 0 ? ',' : '.';
        var at = Math.Max(point, comma);
        if (at < 0 || core.IndexOf(mark) != at)
        {
            return null; // none, or more than one: groups
        }

        var behind = core.Length - at - 1;
        var couldGroup = behind == 3 && at is >= 1 and <= 3 && core[0] != '0';
        return couldGroup && (mark == ',' || form.DecimalMark == ',') ? null // 1,125 in every locale; 1.125 where the point groups
            // 12,34 isn't a number where the point begins the decimals
            : mark == '.' || form.DecimalMark == ',' || used.Length > 1 ? mark : null;
    }

    private static bool AreGroups(string[] parts, char separator) =>
        parts.All(p => p.Length > 0) && parts[0].Length <= 3
        && (parts.Skip(1).All(p => p.Length == 3)
            || (separator == ',' && parts.Length > 2 && parts[0].Length <= 2 && parts[^1].Length == 3
                && parts.Skip(1).SkipLast(1).All(p => p.Length == 2)));

    private static IEnumerable<string> Words(string text, bool isBefore) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(w => !isBefore && w.Length > 1 && Symbol(w[^1]) ? new[] { w[..^1], w[^1..] } : w.Length > 1 && Symbol(w[0])
            ? [w[..1], w[1..]] : [w]);

    private static string? CurrencyOf(string word) => word switch
    {
        "€" => "EUR",
        "£" => "GBP",
        "₹" => "INR",
        _ => Currencies.All.Contains(word.ToUpperInvariant()) ? word.ToUpperInvariant() : null,
    };

    private static bool IsMark(string word) => Marks.Contains(word.ToLowerInvariant()) || word == "%" || word.All(Symbol)
        || (word.Length > 1 && Symbol(word[^1]) && Marks.Contains(word[..^1].ToLowerInvariant())); // US$

    private static bool Symbol(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.CurrencySymbol;

    /// <summary>Digits of every script and every sign for minus as ASCII has them.</summary>
    private static string Digits(string line) => string.Concat(line.Select(c =>
        CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit ? (char)('0' + digit) : c is '’' or '‘' or '´' or '`'
        ? '\'' : c is '٬' or '，' ? ',' : c is '٫' ? '.' : NormalText.Plain(c)));

    [GeneratedRegex(@"^(?<open>\()?\s*(?<minus>-)?\+?\s*(?<before>[^\d\s.,()+-][^\d()+-]*?)?\s*(?<minus>-)?\s*(?<core>[0-9.,][0-9.,' "
        + @"]*[0-9]|[0-9]\.?)\s*(?<minus>-(?![\d-]))?\s*(?<after>[^\d()]*)(?<close>\))?$", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 200)]
    private static partial Regex Parts();
}
