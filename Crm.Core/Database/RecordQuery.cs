namespace Crm.Core.Database;

/// <summary>
/// Which record a query is about: one whose id is known, or one that an earlier query of the same batch finds and keeps
/// (<see cref="Sql.KeepId"/>).
/// </summary>
/// <param name="Name">Under which it is kept; null where the id is known.</param>
public readonly record struct RecordId(Guid Id, string? Name = null)
{
    public static implicit operator RecordId(Guid id) => new(id);

    public static RecordId KeptAs(string name) => new(Guid.Empty, name);
}

/// <summary>A query about one record, compiled once for each of the two ways in which the record can be named.</summary>
public sealed class RecordQuery<T>
{
    private readonly Func<DbContext, Guid, IAsyncEnumerable<T>> byId;
    private readonly Func<DbContext, string, IAsyncEnumerable<T>> byName;

    private RecordQuery(Expression<Func<DbContext, Guid, IQueryable<T>>> query)
    {
        byId = EF.CompileAsyncQuery(query);
        var name = Expression.Parameter(typeof(string), "name");
        var kept = Expression.Call(typeof(Sql), nameof(Sql.KeptId), null, name);
        byName = EF.CompileAsyncQuery(Expression.Lambda<Func<DbContext, string, IQueryable<T>>>(
            Inline.Into(query, query.Parameters[1], kept), query.Parameters[0], name));
    }

    public static RecordQuery<T> Of(Expression<Func<DbContext, Guid, IQueryable<T>>> query) => new(query);

    public IAsyncEnumerable<T> Read(DbContext db, RecordId record) =>
        record.Name is { } name ? byName(db, name) : byId(db, record.Id);
}
