using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Crm.Core.Access;

namespace Crm.Core.Companies;

/// <summary>The domain part of addresses, and which of them belong to nobody in particular.</summary>
public static partial class MailDomain
{
    /// <summary>Providers where anybody has a mailbox: never a company's domain.</summary>
    public static readonly FrozenSet<string> Free = new[]
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "hotmail.de", "hotmail.fr", "live.com", "msn.com", "yahoo.com", "yahoo.co.uk",
        "yahoo.de", "yahoo.fr", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.de", "gmx.net", "gmx.com", "web.de", "t-online.de", "freenet.de",
        "mail.com", "proton.me", "protonmail.com", "pm.me", "zoho.com", "yandex.com", "yandex.ru", "mail.ru", "qq.com", "163.com", "126.com", "naver.com",
        "orange.fr", "free.fr", "laposte.net", "wanadoo.fr", "libero.it", "virgilio.it", "seznam.cz", "wp.pl", "o2.pl", "bluewin.ch", "telia.com", "comcast.net",
        "verizon.net", "att.net", "sbcglobal.net", "btinternet.com", "tuta.com", "tutanota.com", "fastmail.com", "hey.com", "rediffmail.com",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <returns>Null for no address, a free-mail provider or what is no domain.</returns>
    public static string? OfCompany(string? address)
    {
        var at = address?.LastIndexOf('@') ?? -1;
        var domain = at < 0 ? null : address![(at + 1)..].Trim().TrimEnd('.').ToLowerInvariant();
        return domain is null || Free.Contains(domain) || domain.Length > Company.DomainLength || !Shape().IsMatch(domain) ? null : domain;
    }

    /// <summary>Takes "contoso.com", "www.contoso.com", "https://contoso.com/about" and "@contoso.com".</summary>
    public static string? Parse(Check check, string field, string? typed)
    {
        var text = check.Optional(field, typed, "The domain", Company.WebsiteLength);
        if (text is null)
        {
            return null;
        }

        var domain = Decoration().Replace(text.ToLowerInvariant(), "").Split('/')[0].TrimEnd('.');
        if (!Shape().IsMatch(domain) || domain.Length > Company.DomainLength)
        {
            check.Fail(field, $"“{text}” is not a domain. It should look like contoso.com.");
            return null;
        }

        if (Free.Contains(domain))
        {
            check.Fail(field, $"{domain} gives mailboxes to everybody, so it cannot stand for one company.");
            return null;
        }

        return domain;
    }

    [GeneratedRegex(@"^(https?://)?(www\.)?@?")]
    private static partial Regex Decoration();

    [GeneratedRegex(@"^(?=.{3,255}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$")]
    private static partial Regex Shape();
}
