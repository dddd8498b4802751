namespace Crm.Core.Matching;

/// <summary>Says what an item is about. No database, no clock: the same facts have the same answer.</summary>
public static class ItemMatcher
{
    /// <summary>
    /// The main person is the mailbox owner's own contact before a colleague's, and the author before whom it went to; their contact and
    /// company are the item's. Everybody else's are on it as participants, and their deals are looked at as well.
    /// </summary>
    /// <returns>Null when nobody on it is known.</returns>
    public static ItemMatch? Find(MatchFacts facts, ItemToMatch item)
    {
        List<PersonMatch> people = [.. item.Outsiders.Select(p => PersonMatch.Of(facts, p)).OrderBy(p => p.Rank)
            .DistinctBy(p => p.Person.Address, StringComparer.Ordinal)];
        var main = people.Where(p => p.IsContact).OrderByDescending(p => p.IsOwn).FirstOrDefault()
            ?? people.Find(p => p.IsOfCompany);
        if (main is null)
        {
            return null;
        }

        var (deal, scope) = new DealMatch(facts, item, people, main).Run();
        return new ItemMatch(
            main.Contact, main.Company, deal,
            people.Where(p => p.Contact.Known is not null)
                .ToDictionary(p => p.Person.Address, p => p.Contact.Known!.Value, StringComparer.Ordinal),
            scope);
    }
}
