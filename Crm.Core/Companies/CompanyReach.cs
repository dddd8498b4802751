using Crm.Core.Access;

namespace Crm.Core.Companies;

/// <summary>
/// Lists, counts, exports and choices of a USER hold what is theirs. Row-level security shows them the company of a deal of theirs as well, whoever owns it
/// (docs/decisions/0025): in that deal, on its own card and in a search. Saying "mine" in the question keeps the index that the policy's OR would cost.
/// </summary>
public static class CompanyReach
{
    public static IQueryable<Company> InListsOf(this IQueryable<Company> companies, CurrentUser reader) =>
        reader.SeesEverything ? companies : companies.Where(c => c.OwnerId == reader.Id);
}
