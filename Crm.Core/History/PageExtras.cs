using System.Text.Json;
using Crm.Core.Activities;
using Crm.Core.Choices;
using Crm.Core.CustomFields;

namespace Crm.Core.History;

/// <summary>What every record's card shows beside the record itself.</summary>
/// <param name="Version">How the record stands; presses on the card carry it.</param>
/// <param name="Custom">The tenant's own fields that have a value.</param>
/// <param name="Next">What is planned about it, tasks, calls and meetings, the first due first.</param>
/// <param name="Changes">The latest saves, newest first.</param>
/// <param name="News">After a press on an older card: what was changed since, newest first; null otherwise.</param>
/// <param name="Now">For "two minutes ago".</param>
/// <param name="Link">The record's own address, where the installation has one.</param>
public sealed record PageExtras(
    RecordKind Kind, Guid Id, int Version, IReadOnlyList<CustomFact> Custom, IReadOnlyList<ActivityView> Next,
    IReadOnlyList<HistoryLine> Changes, IReadOnlyList<HistoryLine>? News,
    DateTimeOffset Now, string? Link = null);

public sealed class PageExtrasReader(
    ICrmDb db, CurrentUser reader, TenantChoicesCache cache, HistoryFormatter teller, RecordLinks links, TimeProvider clock)
{
    /// <summary>Tasks, and as many planned calls and meetings.</summary>
    private const int Planned = 3;
    private const int Changes = 2;
    private const int MostNews = 10;

    private static readonly Func<DbContext, Guid, string, int, int, IAsyncEnumerable<RecordChange>> History = EF.CompileAsyncQuery(
        (DbContext db, Guid id, string entity, int since, int take) => db.Set<RecordChange>().AsNoTracking()
            .Where(h => h.RecordId == id && h.Entity == entity && h.Version > since).OrderByDescending(h => h.ChangedAt)
            .ThenByDescending(h => h.Version).Take(take));

    // Two walks of partial indexes (…_tasks and …_planned), since tasks go by when they are due and meetings by when they take place.
    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> OfCompany =
        EF.CompileAsyncQuery((DbContext db, Guid id) =>
        db.Set<Activity>()
        .Where(a => a.CompanyId == id && !a.IsDeleted && a.Type == ActivityType.Task
            && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
            .OrderBy(a => a.DueDate).ThenBy(a => a.Id).Take(Planned)
            .Concat(
                db.Set<Activity>()
                .Where(a => a.CompanyId == id && !a.IsDeleted && a.Type != ActivityType.Task
                    && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
                .OrderBy(a => a.DueDate ?? a.OccurredAt).ThenBy(a => a.Id).Take(Planned))
            .Select(ActivityView.Of));

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> OfContact =
        EF.CompileAsyncQuery((DbContext db, Guid id) =>
        db.Set<Activity>()
        .Where(a => a.ContactId == id && !a.IsDeleted && a.Type == ActivityType.Task
            && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
            .OrderBy(a => a.DueDate).ThenBy(a => a.Id).Take(Planned)
            .Concat(
                db.Set<Activity>()
                .Where(a => a.ContactId == id && !a.IsDeleted && a.Type != ActivityType.Task
                    && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
                .OrderBy(a => a.DueDate ?? a.OccurredAt).ThenBy(a => a.Id).Take(Planned))
            .Concat(
                db.Set<Activity>()
                .Where(a => a.ContactId != id && !a.IsDeleted && a.Type != ActivityType.Task
                    && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress)
                && a.Participants.Any(p => p.ContactId == id)).OrderBy(a => a.DueDate ?? a.OccurredAt).ThenBy(a => a.Id).Take(Planned))
            .Select(ActivityView.Of));

    private static readonly Func<DbContext, Guid, IAsyncEnumerable<ActivityView>> OfDeal = EF.CompileAsyncQuery((DbContext db, Guid id) =>
        db.Set<Activity>()
        .Where(a => a.DealId == id && !a.IsDeleted && a.Type == ActivityType.Task
            && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
            .OrderBy(a => a.DueDate).ThenBy(a => a.Id).Take(Planned)
            .Concat(
                db.Set<Activity>()
                .Where(a => a.DealId == id && !a.IsDeleted && a.Type != ActivityType.Task
                    && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
                .OrderBy(a => a.DueDate ?? a.OccurredAt).ThenBy(a => a.Id).Take(Planned))
            .Select(ActivityView.Of));

    /// <param name="kind">Of the record.</param>
    /// <param name="id">A record that the reader sees.</param>
    /// <param name="version">How it stands.</param>
    /// <param name="custom">Its custom values.</param>
    /// <param name="since">The version of the card that was pressed too late.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<PageExtras> ReadAsync(
        RecordKind kind, Guid id, int version, IReadOnlyDictionary<string, JsonElement> custom, int? since, CancellationToken ct)
    {
        var entity = kind.ToString().ToLowerInvariant();
        var fields = (await cache.GetAsync(db, reader, ct)).CustomFieldsOf(entity);
        var history = await teller.TellAsync(
            kind, await History(db.Context, id, entity, since ?? 0, since is null ? Changes : MostNews).ToListAsync(ct), ct);
        return new PageExtras(
            kind, id, version, CustomFacts.Of(fields, custom, new ReaderFormat(reader)), await NextAsync(kind, id, ct),
            since is null ? history : [], since is null ? null : history, clock.GetUtcNow(), links.Of(kind, id));
    }

    private async Task<IReadOnlyList<ActivityView>> NextAsync(RecordKind kind, Guid id, CancellationToken ct)
    {
        var planned = kind switch
        {
            RecordKind.Company => await OfCompany(db.Context, id).ToListAsync(ct),
            RecordKind.Contact => await OfContact(db.Context, id).ToListAsync(ct),
            RecordKind.Deal => await OfDeal(db.Context, id).ToListAsync(ct),
            RecordKind.Activity => [],
        };
        return await WithheldWords.ReadAsync(
            db, [.. planned.OrderBy(a => a.PlannedFor is null).ThenBy(a => a.PlannedFor).ThenBy(a => a.Id)], ct);
    }
}
