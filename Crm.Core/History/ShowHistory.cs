namespace Crm.Core.History;

/// <summary>Who changed what in a record, newest first.</summary>
public sealed record ShowHistory(RecordKind Kind, Guid Id, int Take = 50, int Skip = 0) : ICardRequest
{
    public static string Verb => "record.history";
}

/// <summary>A page of a record's changes as people tell them.</summary>
/// <param name="Name">The record's.</param>
/// <param name="More">There are older ones.</param>
public sealed record HistoryPage(ShowHistory Asked, string Name, IReadOnlyList<HistoryLine> Changes, bool More, DateTimeOffset Now);

/// <param name="At">When.</param>
/// <param name="By">Who; null for capture and scripts.</param>
/// <param name="Door">Through which door.</param>
/// <param name="Fields">Column, from, to.</param>
public sealed record HistoryEntry(DateTimeOffset At, string? By, string? Door, int Version, IReadOnlyList<FieldHistory> Fields);

public sealed record FieldHistory(string Field, JsonElement From, JsonElement To);

public sealed class ShowHistoryHandler(ICrmDb db, HistoryFormatter teller, TimeProvider clock)
{
    public const int Most = 500;

    public async Task<Result<IReadOnlyList<HistoryEntry>>> HandleAsync(ShowHistory show, CancellationToken ct)
    {
        if (await NameAsync(show, ct) is null)
        {
            return Refusal.NotFound(show.Kind.ToString().ToLowerInvariant());
        }

        var changes = await ChangesAsync(show, Math.Clamp(show.Take, 1, Most), ct);
        var people = changes.Select(c => c.ChangedBy).OfType<Guid>().Distinct().ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name ?? u.Email, ct);
        return changes.Select(c => new HistoryEntry(
            c.ChangedAt, c.ChangedBy is { } by ? names.GetValueOrDefault(by) : null, c.Door, c.Version, Fields(c.Changes))).ToList();
    }

    public async Task<Result<HistoryPage>> TellAsync(ShowHistory show, CancellationToken ct)
    {
        if (await NameAsync(show, ct) is not { } name)
        {
            return Refusal.NotFound(show.Kind.ToString().ToLowerInvariant());
        }

        var take = Math.Clamp(show.Take, 1, Most);
        var changes = await ChangesAsync(show, take + 1, ct);
        return new HistoryPage(
            show, name, await teller.TellAsync(show.Kind, [.. changes.Take(take)], ct), changes.Count > take, clock.GetUtcNow());
    }

    private Task<List<RecordChange>> ChangesAsync(ShowHistory show, int take, CancellationToken ct)
    {
        var entity = show.Kind.ToString().ToLowerInvariant();
        return db.RecordHistory.AsNoTracking().Where(h => h.RecordId == show.Id && h.Entity == entity)
            .OrderByDescending(h => h.ChangedAt).ThenByDescending(h => h.Version).Skip(Math.Max(0, show.Skip)).Take(take).ToListAsync(ct);
    }

    /// <summary>Null when the record is not there, or not the reader's to see.</summary>
    private Task<string?> NameAsync(ShowHistory show, CancellationToken ct) => show.Kind switch
    {
        RecordKind.Company => db.Companies.Where(r => r.Id == show.Id).Select(r => (string?)r.Name).FirstOrDefaultAsync(ct),
        RecordKind.Contact => db.Contacts.Where(r => r.Id == show.Id).Select(r => (string?)(r.FirstName + " " + r.LastName))
            .FirstOrDefaultAsync(ct),
        RecordKind.Deal => db.Deals.Where(r => r.Id == show.Id).Select(r => (string?)r.Title).FirstOrDefaultAsync(ct),
        RecordKind.Activity => db.Activities.Where(r => r.Id == show.Id).Select(r => (string?)r.Subject).FirstOrDefaultAsync(ct),
    };

    private static List<FieldHistory> Fields(string changes)
    {
        using var json = JsonDocument.Parse(changes);
        return [.. json.RootElement.EnumerateObject()
            .Select(p => new FieldHistory(p.Name, p.Value.GetProperty("from").Clone(), p.Value.GetProperty("to").Clone()))];
    }
}
