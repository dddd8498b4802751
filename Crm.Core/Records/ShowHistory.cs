using System.Text.Json;
using Crm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records;

/// <summary>Who changed what in a record, newest first.</summary>
public sealed record ShowHistory(RecordKind Kind, Guid Id, int Take = 50);

/// <param name="At">When.</param>
/// <param name="By">Who; null for capture and scripts.</param>
/// <param name="Door">Through which door.</param>
/// <param name="Fields">Column, from, to.</param>
public sealed record HistoryEntry(DateTimeOffset At, string? By, string? Door, int Version, IReadOnlyList<FieldHistory> Fields);

public sealed record FieldHistory(string Field, JsonElement From, JsonElement To);

public sealed class ShowHistoryHandler(ICrmDb db) : IReadsOneSnapshot
{
    public const int Most = 500;

    public async Task<Result<IReadOnlyList<HistoryEntry>>> HandleAsync(ShowHistory show, CancellationToken ct)
    {
        if (!await IsVisibleAsync(show, ct))
        {
            return Refusal.NotFound(show.Kind.ToString().ToLowerInvariant());
        }

        var entity = show.Kind.ToString().ToLowerInvariant();
        var changes = await db.RecordHistory.AsNoTracking().Where(h => h.RecordId == show.Id && h.Entity == entity)
            .OrderByDescending(h => h.ChangedAt).ThenByDescending(h => h.Version).Take(Math.Clamp(show.Take, 1, Most)).ToListAsync(ct);
        var people = changes.Select(c => c.ChangedBy).OfType<Guid>().Distinct().ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name ?? u.Email, ct);
        return changes.Select(c => new HistoryEntry(
            c.ChangedAt, c.ChangedBy is { } by ? names.GetValueOrDefault(by) : null, c.Door, c.Version, Fields(c.Changes))).ToList();
    }

    private Task<bool> IsVisibleAsync(ShowHistory show, CancellationToken ct) => show.Kind switch
    {
        RecordKind.Company => db.Companies.AnyAsync(r => r.Id == show.Id, ct),
        RecordKind.Contact => db.Contacts.AnyAsync(r => r.Id == show.Id, ct),
        RecordKind.Deal => db.Deals.AnyAsync(r => r.Id == show.Id, ct),
        RecordKind.Activity => db.Activities.AnyAsync(r => r.Id == show.Id, ct),
        _ => throw new InvalidOperationException($"Unknown kind {show.Kind}."),
    };

    private static List<FieldHistory> Fields(string changes)
    {
        using var json = JsonDocument.Parse(changes);
        return [.. json.RootElement.EnumerateObject().Select(p => new FieldHistory(p.Name, p.Value.GetProperty("from").Clone(), p.Value.GetProperty("to").Clone()))];
    }
}
