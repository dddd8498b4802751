using System.Linq.Expressions;

namespace Crm.Core.Database;

/// <summary>One record by statements that are compiled once: as lists have it, and with what only its card shows.</summary>
public sealed class OneRecord<TView, TMore>
    where TView : class
{
    private OneRecord(
        RecordKind kind, Func<DbContext, Guid, CancellationToken, Task<TView?>> read,
        Func<DbContext, Guid, CancellationToken, Task<WithPageFields<TView, TMore>?>> readWhole)
    {
        Kind = kind;
        ReadAsync = read;
        ReadWholeAsync = readWhole;
    }

    public RecordKind Kind { get; }

    /// <summary>Null for one that is deleted, not there, or not the reader's to see.</summary>
    public Func<DbContext, Guid, CancellationToken, Task<TView?>> ReadAsync { get; }

    public Func<DbContext, Guid, CancellationToken, Task<WithPageFields<TView, TMore>?>> ReadWholeAsync { get; }

    public static OneRecord<TView, TMore> Of<T>(RecordKind kind, Expression<Func<T, TView>> view, Expression<Func<T, TMore>> more)
        where T : OwnedRecord
    {
        var both = WithPageFields<TView, TMore>.Of(view, more);
        return new OneRecord<TView, TMore>(
            kind,
            EF.CompileAsyncQuery((DbContext db, Guid id, CancellationToken _) =>
                db.Set<T>().Where(r => !r.IsDeleted && r.Id == id).Select(view).SingleOrDefault()),
            EF.CompileAsyncQuery((DbContext db, Guid id, CancellationToken _) =>
                db.Set<T>().Where(r => !r.IsDeleted && r.Id == id).Select(both).SingleOrDefault()));
    }
}
