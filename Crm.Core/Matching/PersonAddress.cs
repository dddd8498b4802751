namespace Crm.Core.Matching;

/// <summary>What an address says by itself.</summary>
public static class PersonAddress
{
    /// <summary>
    /// Mailbox names of RFC 2142, and what firms call the addresses that several people read. Nobody is a person because of such an
    /// address; a contact that was given it is one.
    /// </summary>
    private static readonly HashSet<string> Roles = new(StringComparer.Ordinal)
    {
        "abuse", "accounting", "accounts", "admin", "administration", "billing", "bookkeeping", "booking", "buchhaltung", "careers",
        "contact", "customerservice", "einkauf", "enquiries", "facturation", "finance", "hello", "help", "helpdesk", "hostmaster", "hr",
        "info", "information", "inquiries", "invoice", "invoices", "jobs", "kontakt", "mail", "mailbox", "marketing", "noc", "office",
        "orders", "postmaster", "press", "procurement", "purchasing", "rechnung", "rechnungen", "reception", "sales", "security", "service",
        "shop", "support", "team", "vendite", "ventas", "ventes", "verkauf", "vertrieb", "webmaster",
    };

    public static bool IsRole(string address) =>
        Roles.Contains((BaseOf(address) ?? address)[..(BaseOf(address) ?? address).LastIndexOf('@')]
            .Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal));

    /// <summary>RFC 5233: what follows the plus sign sorts a person's own mail.</summary>
    /// <returns>The address without it; null when there is none.</returns>
    public static string? BaseOf(string address) =>
        address.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus && address.LastIndexOf('@') is var at && plus < at
            && !address.StartsWith('"')
            ? string.Concat(address.AsSpan(0, plus), address.AsSpan(at))
            : null;

    public static bool IsFreeMail(string address) => FreeMail.Include(address[(address.LastIndexOf('@') + 1)..]);
}
