namespace Crm.Core.Filtering;

/// <summary>
/// Numbers of rows that stand in the SQL itself. EF makes a parameter of what Take is given; PostgreSQL then knows no limit when it plans,
/// finds every plan for all executions too dear, and plans the statement again each time: a millisecond for a list with its joins.
/// EF.Constant would do the same for PostgreSQL, but EF then writes the SQL anew for each asking: a fifth of a list's time in our process.
/// </summary>
internal static class Fixed
{
    /// <param name="rows">What is limited.</param>
    /// <param name="most">One of few numbers: each makes a statement of its own.</param>
    public static IQueryable<T> TakeFixed<T>(this IQueryable<T> rows, int most) => rows.Provider.CreateQuery<T>(Expression.Call(
        QueryMethods.Take<T>(), rows.Expression, Expression.Call(QueryMethods.Literal, Expression.Constant(most))));
}
