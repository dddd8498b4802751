namespace Crm.Core.Editing;

/// <summary>Changes fields of one kind of record; the kinds add what they alone have to look at.</summary>
/// <param name="db">The tenant's records.</param>
/// <param name="editor">The rules that all kinds have.</param>
/// <param name="entity">What may be changed.</param>
/// <param name="view">How the record is seen afterwards.</param>
public abstract class ChangeFieldsHandler<T, TView>(
    ICrmDb db, RecordEditor editor, EditableEntity<T> entity, Expression<Func<T, TView>> view) : IChangesData
    where T : OwnedRecord
{
    protected ICrmDb Db { get; } = db;

    public async Task<Result<Guid>> HandleAsync(FieldChanges changes, CancellationToken ct) => (await SaveAsync(changes, ct)).Id();

    /// <summary>For callers who are shown the record itself.</summary>
    public async Task<Result<TView>> SeenAsync(FieldChanges changes, CancellationToken ct) =>
        await Db.SeenAsync(await SaveAsync(changes, ct), view, ct);

    protected virtual Task<Result<T>> SaveAsync(FieldChanges changes, CancellationToken ct) =>
        editor.ChangeAsync(Db.Set<T>(), entity, changes, ct);
}
