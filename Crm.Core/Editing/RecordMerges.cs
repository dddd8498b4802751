using Crm.Core.Activities;

namespace Crm.Core.Editing;

/// <summary>Which record stays, and which goes up in it.</summary>
public interface IMergeOfTwo
{
    Guid KeepId { get; }

    Guid MergeId { get; }

    /// <summary>The version of the kept one that the person saw.</summary>
    int? KeepVersion { get; }

    /// <summary>The same of the other.</summary>
    int? MergeVersion { get; }
}

/// <param name="Kept">The one that stays.</param>
/// <param name="Merged">The one that goes up in it.</param>
internal sealed record MergePair<T>(T Kept, T Merged);

/// <summary>What a merge of two records, and its undo, ask whatever kind the records are of.</summary>
public sealed class RecordMerges(ICrmDb db, RestoredRecordRules returned, CurrentUser user, TimeProvider clock)
{
    /// <summary>More would make one transaction too long; such records are merged by an administrator's script.</summary>
    private const int MostMoved = 20_000;

    /// <summary>Merges both as the person saw them, where both are theirs.</summary>
    /// <param name="records">Of the kind.</param>
    /// <param name="kind">What they are called.</param>
    /// <param name="merge">Which two.</param>
    /// <param name="name">What a record is called.</param>
    /// <param name="activities">Those of the record that goes up in the other.</param>
    /// <param name="run">What a merge of this kind does.</param>
    /// <param name="ct">Cancels the merge.</param>
    public async Task<Result<TDone>> RunAsync<T, TDone>(
        IQueryable<T> records, RecordKind kind, IMergeOfTwo merge, Func<T, string> name, Func<T, IQueryable<Activity>> activities,
        Func<T, T, CancellationToken, Task<Result<TDone>>> run, CancellationToken ct)
        where T : OwnedRecord
    {
        var found = await FindAsync(records, kind, merge, ct);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var (kept, merged) = found.Value;
        return await TooManyAsync(activities(merged), name(merged), ct) is { } tooMany ? tooMany : await run(kept, merged, ct);
    }

    /// <summary>Parts both again; one that was undone already, or is not there, is refused.</summary>
    /// <param name="records">Of the kind.</param>
    /// <param name="kind">What they are called.</param>
    /// <param name="notes">What merges of this kind moved.</param>
    /// <param name="id">The merge.</param>
    /// <param name="undo">What an undo of this kind does.</param>
    /// <param name="ct">Cancels the undo.</param>
    public async Task<Result<TDone>> UndoAsync<T, TNote, TDone>(
        IQueryable<T> records, RecordKind kind, IQueryable<TNote> notes, Guid id,
        Func<TNote, T, T, CancellationToken, Task<Result<TDone>>> undo, CancellationToken ct)
        where T : OwnedRecord
        where TNote : MergeNote
    {
        var note = await notes.SingleOrDefaultAsync(m => m.Id == id && m.UndoneAt == null, ct);
        var both = await PartedAsync(records, kind, note, ct);
        return both.Refusal is { } refusal ? refusal : await undo(note!, both.Value.Kept, both.Value.Merged, ct);
    }

    private async Task<Result<MergePair<T>>> FindAsync<T>(
        IQueryable<T> records, RecordKind kind, IMergeOfTwo merge, CancellationToken ct)
        where T : OwnedRecord
    {
        var what = RecordWords.Singular(kind);
        var both = await records.NotDeleted().Where(r => r.Id == merge.KeepId || r.Id == merge.MergeId).ToListAsync(ct);
        if (merge.KeepId == merge.MergeId || both.Count != 2)
        {
            return merge.KeepId == merge.MergeId
                ? Refusal.Invalid(new FieldError("mergeId", $"A {what} cannot be merged with itself."))
                : Refusal.NotFound(what);
        }

        var pair = new MergePair<T>(both.Single(r => r.Id == merge.KeepId), both.Single(r => r.Id == merge.MergeId));
        var refusal = NotTheirs(pair, kind)
            ?? pair.Kept.ChangedSince(merge.KeepVersion, what)
            ?? pair.Merged.ChangedSince(merge.MergeVersion, what);
        return refusal is null ? pair : refusal;
    }

    /// <returns>Null where they can be moved.</returns>
    private static async Task<Refusal?> TooManyAsync(IQueryable<Activity> ofMerged, string name, CancellationToken ct) =>
        await ofMerged.Take(MostMoved + 1).CountAsync(ct) > MostMoved
            ? Refusal.Invalid(new FieldError("mergeId",
                $"{name} has more than {MostMoved} activities: keep that one and merge the other into it."))
            : null;

    /// <returns>Both as they stand now, the one that went up still deleted.</returns>
    private async Task<Result<MergePair<T>>> PartedAsync<T>(IQueryable<T> records, RecordKind kind, MergeNote? note, CancellationToken ct)
        where T : OwnedRecord
    {
        var kept = note is null ? null : await records.SingleOrDefaultAsync(r => r.Id == note.KeptId, ct);
        var merged = note is null ? null : await records.SingleOrDefaultAsync(r => r.Id == note.MergedId && r.IsDeleted, ct);
        if (kept is null || merged is null)
        {
            return Refusal.NotFound("merge");
        }

        var pair = new MergePair<T>(kept, merged);
        return NotTheirs(pair, kind) is { } refusal ? refusal : pair;
    }

    /// <summary>Saves what the kept one gave back, then brings the other one back.</summary>
    /// <returns>Null when it is back.</returns>
    public async Task<Refusal?> ReturnAsync(MergeNote note, OwnedRecord merged, CancellationToken ct)
    {
        note.Undo(clock.GetUtcNow());
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        merged.Restore();
        return await db.SaveAsync(ct) ?? await returned.SettleAsync(merged, ct);
    }

    private Refusal? NotTheirs<T>(MergePair<T> pair, RecordKind kind)
        where T : OwnedRecord => user.MayChange(pair.Kept) && user.MayChange(pair.Merged)
            ? null
            : Refusal.NotAllowed($"You may merge {RecordWords.Plural(kind)} that are both yours; a manager may merge others.");
}
