namespace Crm.Torture.Scenario;

internal sealed record Person(string Name, string Address);

/// <summary>Who writes to whom. What the CRM knows of them stands here once: <see cref="Hosts.FirmSetup"/> puts it in.</summary>
internal static class Cast
{
    /// <summary>So many of the firm's people have a CRM account, and with it a mailbox that is captured.</summary>
    public const int Mailboxes = 4;

    public const string OwnDomain = "contoso.example";

    public const string NeverLogDomain = "lawyer.example";

    public static readonly Person NeverLogged = new("Clara Private", "clara.private@litware.example");

    public static readonly IReadOnlyList<(string Name, string Domain)> Companies =
        [("Litware", "litware.example"), ("Northwind", "northwind.example")];

    public static readonly IReadOnlyList<Person> Contacts =
    [
        new("Clara Nilsson", "clara.nilsson@litware.example"), new("Joe Fox", "joe.fox@litware.example"),
        new("Ann Wood", "ann.wood@northwind.example"), new("Max Free", "max.free@freemail.example"),
        new("Eva Stone", $"eva.stone@{NeverLogDomain}"), NeverLogged,
    ];

    /// <summary>Contacts about whom nothing forbids to log.</summary>
    public static readonly IReadOnlyList<Person> Customers = [.. Contacts.Take(4)];

    public static readonly IReadOnlyList<Person> NeverLog = [.. Contacts.Skip(4)];

    /// <summary>No contact, but of a company that is known.</summary>
    public static readonly Person OfKnownCompany = new("Northwind Sales", "sales@northwind.example");

    public static readonly IReadOnlyList<Person> Strangers =
        [new("Sam Stranger", "sam@stranger.example"), new("Uma Unknown", "uma@unknown.example")];

    /// <summary>A colleague whose mailbox is not captured.</summary>
    public static readonly Person Colleague = new("Patti Fernandez", "pattif@contoso.example");
}
