namespace Crm.Core.Database;

/// <summary>One record by statements that are compiled once: as lists have it, and with what only its card shows.</summary>
public sealed class OneRecord<TView, TMore>
    where TView : class
{
    private OneRecord(
        RecordKind kind, Func<DbContext, Guid, CancellationToken, Task<TView?>> read, RecordQuery<WithPageFields<TView, TMore>> whole)
    {
        Kind = kind;
        ReadAsync = read;
        Whole = whole;
    }

    public RecordKind Kind { get; }

    /// <summary>Null for one that is deleted, not there, or not the reader's to see.</summary>
    public Func<DbContext, Guid, CancellationToken, Task<TView?>> ReadAsync { get; }

    /// <summary>Gives one row, or none.</summary>
    public RecordQuery<WithPageFields<TView, TMore>> Whole { get; }

    public static OneRecord<TView, TMore> Of<T>(RecordKind kind, Expression<Func<T, TView>> view, Expression<Func<T, TMore>> more)
        where T : OwnedRecord
    {
        var both = WithPageFields<TView, TMore>.Of(view, more);
        return new OneRecord<TView, TMore>(
            kind,
            EF.CompileAsyncQuery((DbContext db, Guid id, CancellationToken _) =>
                db.Set<T>().Where(r => !r.IsDeleted && r.Id == id).Select(view).SingleOrDefault()),
            RecordQuery<WithPageFields<TView, TMore>>.Of((db, id) =>
                db.Set<T>().Where(r => !r.IsDeleted && r.Id == id).Select(both)));
    }
}
