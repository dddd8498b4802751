namespace Crm.Core.Matching;

/// <summary>What an item is about.</summary>
/// <param name="Contacts">Everybody on it who is a contact beyond doubt, by the address on the item.</param>
/// <param name="DealScope">Whose items a question about its deal concerns; null where nobody is known well enough to ask.</param>
public sealed record ItemMatch(
    Outcome Contact, Outcome Company, Outcome Deal, IReadOnlyDictionary<string, Guid> Contacts, MatchScope? DealScope)
{
    /// <summary>The same with another id for one of the contacts.</summary>
    internal ItemMatch With(Guid contactId, Guid id) => this with
    {
        Contact = Contact is Outcome.Certain { Id: var main } certain && main == contactId ? certain with { Id = id } : Contact,
        Contacts = Contacts.ToDictionary(c => c.Key, c => c.Value == contactId ? id : c.Value, StringComparer.Ordinal),
        DealScope = DealScope is MatchScope.OfContact { Id: var scope } && scope == contactId ? new MatchScope.OfContact(id) : DealScope,
    };

    /// <summary>Somebody on it is a contact, although it may not be known which.</summary>
    public bool HasContact => Contact is not Outcome.None || Contact.Reasons.Contains(MatchReason.RuleOfNone);
}
