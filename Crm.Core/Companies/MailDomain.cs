namespace Crm.Core.Companies;

/// <summary>The domain part of addresses, and which of them can stand for a company.</summary>
public static class MailDomain
{
    /// <returns>Null for no address, a free-mail provider, a suffix under which anybody registers names, or what isn't a domain.</returns>
    public static string? OfCompany(string? address) => AllOfCompany(address) is [var own, ..] ? own : null;

    /// <summary>
    /// Which companies' domains an address belongs to, the nearest first: somebody at nordic.litware.com is at litware.com as well. None
    /// for free mail.
    /// </summary>
    public static IReadOnlyList<string> AllOfCompany(string? address)
    {
        var at = address?.LastIndexOf('@') ?? -1;
        return at >= 0 && DomainName.Normal(address![(at + 1)..]) is { Length: <= Company.DomainLength } domain && !FreeMail.Include(domain)
            ? DomainName.UpToRegistered(domain)
            : [];
    }

    /// <summary>Takes "contoso.com", "www.contoso.com", "https://contoso.com:443/about?x" and "@contoso.com".</summary>
    public static string? Parse(InputReader check, string field, string? typed)
    {
        var text = check.Optional(field, typed, "The domain", Company.WebsiteLength);
        if (text is null)
        {
            return null;
        }

        if (DomainName.Find(text) is not { Length: <= Company.DomainLength } domain)
        {
            check.Fail(field, $"“{text}” is not a domain. It should look like contoso.com.");
            return null;
        }

        if (PublicSuffixes.Include(domain))
        {
            check.Fail(field, $"Anybody can register names under {domain}, so it cannot stand for one company.");
            return null;
        }

        if (FreeMail.Include(domain))
        {
            check.Fail(field, $"{domain} gives mailboxes to everybody, so it cannot stand for one company.");
            return null;
        }

        return domain;
    }
}
