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

    /// <summary>What lists, rooms, departments and machines are called: too little to be sure, enough to make nobody a contact.</summary>
    private static readonly HashSet<string> OfSeveral = new(StringComparer.Ordinal)
    {
        "acquisti", "administracion", "alert", "alerts", "all", "alle", "amministrazione", "announcements", "automated", "bestellung",
        "bestellungen", "bewerbung", "bot", "calendar", "commande", "commandes", "commerciale", "community", "compta", "comptabilite",
        "confirmation", "confirmations", "contacto", "customercare", "daemon", "digest", "direction", "donotreply", "empfang", "events",
        "everyone", "facturacion", "fatture", "feedback", "group", "groups", "invitation", "invitations", "karriere", "kundenservice",
        "list", "lists", "meetingroom", "members", "membership", "news", "newsletter", "noreply", "notification", "notifications",
        "ordini", "order", "payments", "pedidos", "personal", "post", "presse", "receipts", "redaktion", "registration", "reply",
        "reservation", "reservations", "room", "rsvp", "segreteria", "sekretariat", "shipping", "staff", "subscriptions", "survey",
        "surveys", "system", "ticket", "tickets", "update", "updates", "verification", "verify", "versand", "verwaltung", "welcome",
        "zentrale",
    };

    /// <summary>What is not a country there although it looks like one: everybody registers names under it.</summary>
    private static readonly HashSet<string> Worldwide = new(StringComparer.Ordinal)
    {
        "AC", "AI", "BZ", "CC", "CO", "FM", "GG", "IO", "LA", "LY", "ME", "NU", "SH", "SO", "TO", "TV", "VC", "WS",
    };

    /// <summary>
    /// "sales-emea", "support.de", "team_berlin", "all": by its first word, and by its last one behind a hyphen; behind a dot stands a last
    /// name.
    /// </summary>
    public static bool IsOfMany(string address)
    {
        var local = address[..address.LastIndexOf('@')];
        var words = local.Split(['.', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 || IsName(words[0]) || (IsName(words[^1]) && local[^(words[^1].Length + 1)..][0] != '.');

        static bool IsName(string word) => Roles.Contains(word) || OfSeveral.Contains(word);
    }

    /// <summary>ISO 3166-1 alpha-2; null where the address is of no country.</summary>
    public static string? CountryOf(string address) => address[(address.LastIndexOf('.') + 1)..].ToUpperInvariant() switch
    {
        "UK" => "GB",
        { Length: 2 } code when !Worldwide.Contains(code) && PhoneText.Knows(code) => code,
        _ => null,
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
