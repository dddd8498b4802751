using Crm.Core.Companies;
using Crm.Core.Contacts;

namespace Crm.Core.Access;

/// <summary>
/// Lists, counts, exports and choices of a USER hold what is theirs. Row-level security shows them the company and the contact of a deal of theirs as well, whoever
/// owns these (docs/decisions/0025): in that deal, on their own cards and in a search. Saying "mine" in the question keeps the index that the policy's OR would cost.
/// </summary>
public static class OwnRecords
{
    public static IQueryable<Company> InListsOf(this IQueryable<Company> companies, CurrentUser reader) =>
        reader.SeesEverything ? companies : companies.Where(c => c.OwnerId == reader.Id);

    public static IQueryable<Contact> InListsOf(this IQueryable<Contact> contacts, CurrentUser reader) =>
        reader.SeesEverything ? contacts : contacts.Where(c => c.OwnerId == reader.Id);
}
