using System.Collections.Concurrent;
using System.Reflection;

namespace Crm.Core.Filtering;

/// <summary>
/// What lists' queries call, found once. Expression.Call by a name looks at every method of the class each time: a twentieth of what a list
/// took in our process.
/// </summary>
internal static class QueryMethods
{
    public static readonly MethodInfo FoldTyped = new Func<string, string>(Sql.FoldTyped).Method;

    public static readonly MethodInfo StartsWith = new Func<string, string, bool>(Sql.StartsWith).Method;

    public static readonly MethodInfo Literal = new Func<int, int>(Sql.Literal).Method;

    public static readonly MethodInfo Like = new Func<DbFunctions, string, string, string, bool>(DbFunctionsExtensions.Like).Method;

    public static readonly MethodInfo CompareTexts = new Func<string, string, int>(string.Compare).Method;

    public static readonly MethodInfo CompareIds = typeof(Guid).GetMethod(nameof(Guid.CompareTo), [typeof(Guid)])!;

    public static MethodInfo Take<T>() => Of<T>.Take;

    /// <summary>Queryable's OrderBy, OrderByDescending, ThenBy or ThenByDescending.</summary>
    public static MethodInfo Sort<T>(Type key, bool isOrdered, bool descending) =>
        Of<T>.Sorts.GetOrAdd((key, (isOrdered ? "ThenBy" : "OrderBy") + (descending ? "Descending" : "")), Of<T>.Find);

    private static class Of<T>
    {
        public static readonly MethodInfo Take = new Func<IQueryable<T>, int, IQueryable<T>>(Queryable.Take).Method;

        public static readonly ConcurrentDictionary<(Type Key, string Name), MethodInfo> Sorts = new();

        public static readonly Func<(Type Key, string Name), MethodInfo> Find = sort => typeof(Queryable).GetMethods()
            .Single(method => method.Name == sort.Name && method.GetParameters().Length == 2).MakeGenericMethod(typeof(T), sort.Key);
    }
}
