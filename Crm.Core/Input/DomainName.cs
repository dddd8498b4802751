using System.Text.RegularExpressions;

namespace Crm.Core.Input;

/// <summary>
/// Domain names in one normal form on all sides: lower case, Unicode letters instead of "xn--", no final dot. Sources: RFC 1034, RFC 5890.
/// </summary>
public static partial class DomainName
{
    public const int Longest = 253;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// The domain that was meant by "contoso.com", "@contoso.com", "https://www.Contoso.com:443/about?x#y", "ann@contoso.com" or
    /// "contoso.com.".
    /// </summary>
    /// <returns>Null when there is none in it, or an address of numbers.</returns>
    public static string? Find(string? typed)
    {
        var text = Scheme().Replace(NormalText.Line(typed), "");
        var host = text.Split('/', '?', '#', '\\', ' ')[0];
        host = Port().Replace(host[(host.LastIndexOf('@') + 1)..].Trim('<', '>', '"', '\'', ',', ';'), "");
        var domain = Normal(host);
        return domain is not null && domain.StartsWith("www.", StringComparison.Ordinal) && domain.IndexOf('.', 4) > 0
            ? domain[4..]
            : domain;
    }

    /// <summary>A domain by itself, as an address ends with it.</summary>
    /// <returns>Null for what isn't a domain.</returns>
    public static string? Normal(string? text)
    {
        var domain = NormalText.Stored(text).Trim().TrimEnd('.', '。').ToLowerInvariant();
        if (domain.Length is 0 or > Longest)
        {
            return null;
        }

        if (System.Text.Ascii.IsValid(domain) && !domain.Contains("xn--", StringComparison.Ordinal))
        {
            return Shape().IsMatch(domain) ? domain : null;
        }

        try
        {
            // Both ways: what was typed in "xn--" and what was typed in letters meet.
            domain = Idn.GetUnicode(Idn.GetAscii(domain)).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        return domain.Length <= Longest && Shape().IsMatch(domain) ? domain : null;
    }

    /// <summary>
    /// The domain and those above it, down to the one that somebody registered: a.b.contoso.co.uk, b.contoso.co.uk, contoso.co.uk. None for
    /// a public suffix.
    /// </summary>
    /// <param name="domain">In normal form.</param>
    public static IReadOnlyList<string> UpToRegistered(string domain)
    {
        if (PublicSuffixes.Registered(domain) is not { } registered)
        {
            return [];
        }

        var chain = new List<string> { domain };
        while (domain != registered)
        {
            domain = domain[(domain.IndexOf('.', StringComparison.Ordinal) + 1)..];
            chain.Add(domain);
        }

        return chain;
    }

    [GeneratedRegex("^([a-z][a-z0-9+.-]*://|mailto:)?", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(":[0-9]{1,5}$")]
    private static partial Regex Port();

    /// <summary>At least two labels; the last one isn't a number.</summary>
    [GeneratedRegex(@"^([\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}\u200C\u200D·-]{0,"
        + @"61}[\p{L}\p{M}\p{N}])?\.)+(?![0-9]+$)[\p{L}\p{N}][\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]$")]
    private static partial Regex Shape();
}
