using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Core.Input;

/// <summary>
/// The one reader of e-mail addresses. Sources: RFC 5321 4.1.2, RFC 5322 3.4, RFC 6531 3.3; [MS-OXOABK] for Exchange's encapsulated ones.
/// </summary>
public static partial class EmailAddress
{
    /// <summary>
    /// What an address looks like, for code and for the database's chk_email_format, which is the specification's with everything that RFC
    /// 5321 and RFC 6531 allow besides. A test holds the two together.
    /// </summary>
    public const string Pattern =
        """^("([^"\\]|\\.)+"|[^\s"(),:;<>@\[\\\]]+)@"""
        + """(([^\s"(),:;<>@\[\\\].]+\.)+[^\s"(),:;<>@\[\\\].0-9][^\s"(),:;<>@\[\\\].]+|\[[0-9A-Za-z:.]+\])$""";

    /// <summary>
    /// The address that was meant by "ann@contoso.com", "Ann Miller &lt;ann@contoso.com&gt;", "mailto:ann%40contoso.com?subject=x",
    /// "ann@contoso.com;".
    /// </summary>
    /// <returns>
    /// The domain in its normal form, the local part as it was typed; null for what isn't an address: a name, an X.500 name, several
    /// addresses.
    /// </returns>
    public static string? Read(string? typed)
    {
        var text = NormalText.Line(typed);
        text = Unwrapped(text);
        if (text.StartsWith("IMCEA", StringComparison.OrdinalIgnoreCase))
        {
            return Encapsulated(text);
        }

        var at = text.LastIndexOf('@');
        if (at < 1)
        {
            return null;
        }

        var (local, domain) = (text[..at], text[(at + 1)..]);
        domain = domain.StartsWith('[') ? domain : DomainName.Normal(domain);
        if (domain is null)
        {
            return null;
        }

        // Only ASCII is lower-cased by the database, whose key of an address is lower(email).
        var address = $"{(Ascii.IsValid(local) ? local : local.ToLowerInvariant())}@{domain}";
        return Shape().IsMatch(address) && !address.Any(char.IsControl) ? address : null;
    }

    /// <summary>The address as it is compared: in lower case.</summary>
    public static string? Key(string? typed) => Read(typed)?.ToLowerInvariant();

    /// <summary>What stands around an address in mails, links and lists.</summary>
    private static string Unwrapped(string text)
    {
        if (text.IndexOf('<', StringComparison.Ordinal) is >= 0 and var open && text.IndexOf('>', open) is > 0 and var close)
        {
            text = text[(open + 1)..close].Trim();
        }

        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            text = Uri.UnescapeDataString(text[7..].Split('?')[0]);
        }
        else if (text.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase))
        {
            text = text[5..];
        }

        text = Comment().Replace(text, "").Trim(' ', '<', '>', ';', ',', ':', '!', '?', '‘', '’');
        text = text is ['\'', .., '\''] or ['"', .., '"'] or ['(', .., ')'] ? text[1..^1] : text;
        return text.TrimEnd('.', ')');
    }

    /// <summary>
    /// IMCEASMTP-ann+40contoso+2Ecom@firm.example holds an address of the internet; IMCEAEX and other kinds hold a name inside Exchange.
    /// </summary>
    private static string? Encapsulated(string text)
    {
        if (!text.StartsWith("IMCEASMTP-", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var coded = text["IMCEASMTP-".Length..].Split('@')[0].Replace('_', '/');
        return Read(
            Hex().Replace(
                coded, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));
    }

    [GeneratedRegex(Pattern)]
    private static partial Regex Shape();

    /// <summary>A remark behind an address: (Ann Miller).</summary>
    [GeneratedRegex(@"\s*\([^()]*\)\s*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\+([0-9A-Fa-f]{2})")]
    private static partial Regex Hex();
}
