namespace Crm.Core.Records;

/// <summary>Questions that recur, under their names.</summary>
public static class RecordQueries
{
    /// <summary>
    /// All queries of people's records leave deleted ones out; the database's partial indexes count on exactly this predicate.
    /// </summary>
    public static IQueryable<T> NotDeleted<T>(this IQueryable<T> records)
        where T : OwnedRecord => records.Where(Kept<T>.Predicate);

    /// <summary>Every query has it: made once, it is a tree less to build.</summary>
    private static class Kept<T>
        where T : OwnedRecord
    {
        public static readonly Expression<Func<T, bool>> Predicate = r => !r.IsDeleted;
    }
}
