namespace Crm.Core.Companies;

/// <summary>
/// Lists, counts, exports and choices of a USER hold what is theirs. Row-level security shows them the company of a deal of theirs as well,
/// whoever owns it (docs/decisions/0025): in that deal, on its own card and in a search. Reading their own alone keeps the indexes that the
/// policy's OR would cost.
/// </summary>
public static class CompanyReach
{
    /// <returns>Companies that are not deleted.</returns>
    public static IQueryable<Company> CompaniesInListsOf(this ICrmDb db, CurrentUser reader) =>
        reader.MaySeeEverybody ? db.Companies.NotDeleted() : db.OwnCompanies.NotDeleted().Where(c => c.OwnerId == reader.Id);
}
