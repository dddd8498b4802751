namespace Crm.Data.Commands;

/// <summary>
/// Records that a merge moved as a set, without loading them, as far as the person's presses changed them before: those presses can be
/// taken back once
/// the merge is.
/// </summary>
internal sealed class MovedRecords(CrmDbContext db)
{
    /// <param name="mergeId">The merge that just ran.</param>
    /// <param name="earlier">What the presses before it saved, the latest of each record.</param>
    /// <param name="ct">Cancels it.</param>
    /// <returns>Those that it moved and that stood as the press left them.</returns>
    public async Task<IReadOnlyList<SavedRecord>> MovedAsync(Guid mergeId, IReadOnlyCollection<SavedRecord> earlier, CancellationToken ct)
    {
        var ids = earlier.Select(r => r.Id).ToArray();
        var now = ids.Length == 0 ? [] : await db.Database.SqlQuery<Row>(
            $$"""
            with merge as (select moved from contact_merges where id = {{mergeId}} union all select moved from company_merges
              where id = {{mergeId}}),
                 moved as (select x #>> '{}' as id from merge, jsonb_path_query(moved, 'strict $.**') x where jsonb_typeof(x) = 'string')
            select r.id as "Id", r.version as "Version" from (
              select id, version from contacts where id = any({{ids}}) union all select id, version from deals where id = any({{ids}})
              union all select id, version from activities where id = any({{ids}})) r
             where r.id::text in (select id from moved)
            """).ToListAsync(ct);
        return
        [
            .. earlier.Join(now, r => r.Id, n => n.Id, (saved, row) => (Saved: saved, row.Version))
                .Where(m => m.Version == m.Saved.Version + 1)
                .Select(m => new SavedRecord(m.Saved.Kind, m.Saved.Id, [m.Version], IsNew: false)),
        ];
    }

    /// <param name="mergeId">The merge that was just taken back.</param>
    /// <param name="moved">What it had moved.</param>
    /// <param name="ct">Cancels it.</param>
    /// <returns>Those that are back where they were, and that nobody else changed meanwhile.</returns>
    public async Task<IReadOnlyList<SavedRecord>> ReturnedAsync(Guid mergeId, IReadOnlyCollection<SavedRecord> moved, CancellationToken ct)
    {
        var ids = moved.Select(r => r.Id).ToArray();
        var now = ids.Length == 0 ? [] : await db.Database.SqlQuery<Row>(
            $"""
            select r.id as "Id", r.version as "Version" from (
              select id, version, company_id, null::uuid as contact_id from contacts where id = any({ids}) union all
                select id, version, company_id, contact_id from deals where id = any({ids})
              union all select id, version, company_id, contact_id from activities where id = any({ids})) r
              join (select merged_id from contact_merges where id = {mergeId} union all select merged_id from company_merges
                where id = {mergeId}) m on m.merged_id in (r.company_id, r.contact_id)
            """).ToListAsync(ct);
        return
        [
            .. moved.Join(now, r => r.Id, n => n.Id, (saved, row) => (Saved: saved, row.Version))
                .Where(m => m.Version == m.Saved.Version + 1)
                .Select(m => new SavedRecord(m.Saved.Kind, m.Saved.Id, [m.Version], IsNew: false)),
        ];
    }

    private sealed record Row(Guid Id, int Version);
}
