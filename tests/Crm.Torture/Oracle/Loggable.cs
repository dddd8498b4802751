namespace Crm.Torture.Oracle;

/// <summary>
/// What a person would say belongs in the CRM, told without a line of the product. By who is on it and what it says of itself; where it
/// lies and what became of it is the copies' matter.
/// </summary>
internal static class Loggable
{
    public static bool Is(Mail mail) => !mail.IsPrivate && !mail.IsBulk && Concerns(mail.People);

    public static bool Concerns(IEnumerable<Person> people)
    {
        var outsiders = people.Where(p => !IsOfFirm(p)).ToList();
        return outsiders.Exists(IsKnown) && !outsiders.Exists(IsNeverLogged);
    }

    public static bool IsOfFirm(Person person) => DomainOf(person) == Cast.OwnDomain;

    private static bool IsKnown(Person person) => Cast.Contacts.Any(c => c.Address == person.Address)
        || Cast.Companies.Any(c => c.Domain == DomainOf(person));

    private static bool IsNeverLogged(Person person) => DomainOf(person) == Cast.NeverLogDomain || person == Cast.NeverLogged;

    private static string DomainOf(Person person) => person.Address[(person.Address.IndexOf('@', StringComparison.Ordinal) + 1)..];
}
