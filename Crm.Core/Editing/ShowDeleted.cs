namespace Crm.Core.Editing;

/// <summary>
/// What the person deleted in the past 30 days, newest first. A contact or company that was merged away is not among it: parting the merge
/// brings it back.
/// </summary>
public sealed record ShowDeleted(int Skip = 0) : ICardRequest
{
    public static string Verb => "record.deleted";
}

public sealed record DeletedRecord(RecordKind Kind, Guid Id, string Name, DateTimeOffset DeletedAt);

/// <param name="Named">What was asked for by name; null for all.</param>
/// <param name="More">There are older ones.</param>
public sealed record DeletedRecords(ShowDeleted Asked, string? Named, IReadOnlyList<DeletedRecord> Records, bool More, DateTimeOffset Now);

public sealed class ShowDeletedHandler(OwnDeletedRecords deleted, TimeProvider clock)
{
    public const int OnePage = 8;

    public async Task<Result<DeletedRecords>> HandleAsync(ShowDeleted show, CancellationToken ct)
    {
        var skip = Math.Clamp(show.Skip, 0, OwnDeletedRecords.Most);
        var found = await deleted.NewestAsync(skip + OnePage + 1, ct);
        return new DeletedRecords(
            show with { Skip = skip }, null, [.. found.Skip(skip).Take(OnePage)], found.Count > skip + OnePage, clock.GetUtcNow());
    }
}

/// <summary>The caller's own deletions of the past 30 days.</summary>
public sealed class OwnDeletedRecords(ICrmDb db, CurrentUser user, TimeProvider clock)
{
    public const int Most = 1_000;

    private static readonly TimeSpan Listed = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<DeletedRecord>> NewestAsync(int take, CancellationToken ct)
    {
        var merged = db.ContactMerges.Where(m => m.UndoneAt == null).Select(m => m.MergedId);
        var companies = db.CompanyMerges.Where(m => m.UndoneAt == null).Select(m => m.MergedId);
        List<DeletedRecord> all =
        [
            .. await ReadAsync(db.Companies.Where(c => !companies.Contains(c.Id)),
                c => new DeletedRecord(RecordKind.Company, c.Id, c.Name, c.DeletedAt!.Value), take, ct),
            .. await ReadAsync(
                db.Contacts.Where(c => !merged.Contains(c.Id)),
                c => new DeletedRecord(RecordKind.Contact, c.Id, c.FirstName + " " + c.LastName, c.DeletedAt!.Value), take, ct),
            .. await ReadAsync(db.Deals, d => new DeletedRecord(RecordKind.Deal, d.Id, d.Title, d.DeletedAt!.Value), take, ct),
            .. await ReadAsync(db.Activities, a => new DeletedRecord(RecordKind.Activity, a.Id, a.Subject, a.DeletedAt!.Value), take, ct),
        ];
        return [.. all.OrderByDescending(r => r.DeletedAt).ThenByDescending(r => r.Id).Take(take)];
    }

    private Task<List<DeletedRecord>> ReadAsync<T>(
        IQueryable<T> records, Expression<Func<T, DeletedRecord>> read, int take, CancellationToken ct)
        where T : OwnedRecord
    {
        var since = clock.GetUtcNow() - Listed;
        return records.AsNoTracking().Where(r => r.IsDeleted && r.DeletedBy == user.Id && r.DeletedAt >= since)
            .OrderByDescending(r => r.DeletedAt).ThenByDescending(r => r.Id).Take(take).Select(read).ToListAsync(ct);
    }
}
