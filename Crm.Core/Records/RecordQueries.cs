namespace Crm.Core.Records;

/// <summary>Questions that recur, under their names.</summary>
public static class RecordQueries
{
    /// <summary>
    /// All queries of people's records leave deleted ones out; the database's partial indexes count on exactly this predicate.
    /// </summary>
    public static IQueryable<T> NotDeleted<T>(this IQueryable<T> records)
        where T : OwnedRecord => records.Where(r => !r.IsDeleted);
}
