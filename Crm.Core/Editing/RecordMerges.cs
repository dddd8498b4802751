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
public sealed record MergePair<T>(T Kept, T Merged);

/// <summary>What a merge of two records, and its undo, ask whatever kind the records are of.</summary>
public sealed class RecordMerges(ICrmDb db, RestoredRecordRules returned, CurrentUser user, TimeProvider clock)
{
    /// <summary>More would make one transaction too long; such records are merged by an administrator's script.</summary>
    private const int MostMoved = 20_000;

    /// <returns>Both as the person saw them, where both are theirs.</returns>
    public async Task<Result<MergePair<T>>> FindAsync<T>(
        IQueryable<T> records, RecordKind kind, IMergeOfTwo merge, CancellationToken ct)
        where T : OwnedRecord
    {
        var what = kind.ToString().ToLowerInvariant();
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

    /// <param name="ofMerged">The activities of the one that goes up in the other.</param>
    /// <param name="name">That one's name.</param>
    /// <param name="ct">Cancels the count.</param>
    /// <returns>Null where they can be moved.</returns>
    public static async Task<Refusal?> TooManyAsync(IQueryable<Activity> ofMerged, string name, CancellationToken ct) =>
        await ofMerged.Take(MostMoved + 1).CountAsync(ct) > MostMoved
            ? Refusal.Invalid(new FieldError("mergeId",
                $"{name} has more than {MostMoved} activities: keep that one and merge the other into it."))
            : null;

    /// <returns>Null for one that was undone, or is not there.</returns>
    public static Task<TNote?> NoteAsync<TNote>(IQueryable<TNote> notes, Guid id, CancellationToken ct)
        where TNote : MergeNote => notes.SingleOrDefaultAsync(m => m.Id == id && m.UndoneAt == null, ct);

    /// <returns>Both as they stand now, the one that went up still deleted.</returns>
    public async Task<Result<MergePair<T>>> PartedAsync<T>(IQueryable<T> records, RecordKind kind, MergeNote? note, CancellationToken ct)
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
