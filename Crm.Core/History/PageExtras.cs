using Crm.Core.Activities;
using Crm.Core.Choices;

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

/// <summary>What the rest of a record's page goes by.</summary>
/// <param name="Version">How the record stands.</param>
/// <param name="Custom">Its custom values.</param>
public sealed record PageHead(Guid Id, int Version, IReadOnlyDictionary<string, JsonElement> Custom);

public sealed class PageExtrasReader(
    ICrmDb db, CurrentUser reader, TenantChoicesCache cache, HistoryFormatter teller, RecordLinks links, TimeProvider clock)
{
    /// <summary>Tasks, and as many planned calls and meetings.</summary>
    private const int MostPlanned = 3;
    private const int Changes = 2;
    private const int MostNews = 10;

    private static readonly Func<DbContext, Guid, string, int, IAsyncEnumerable<RecordChange>> NewsOf = EF.CompileAsyncQuery(
        (DbContext db, Guid id, string entity, int since) => db.Set<RecordChange>().AsNoTracking()
            .Where(h => h.RecordId == id && h.Entity == entity && h.Version > since).OrderByDescending(h => h.ChangedAt)
            .ThenByDescending(h => h.Version).Take(MostNews));

    // Two walks of partial indexes (…_tasks and …_planned), since tasks go by when they are due and meetings by when they take place.
    private static readonly RecordQuery<ActivityView> OfCompany = RecordQuery<ActivityView>.Of((db, id) =>
        db.Set<Activity>()
        .Where(a => a.CompanyId == id && !a.IsDeleted && a.Type == ActivityType.Task
            && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
            .OrderBy(a => a.DueDate).ThenBy(a => a.Id).Take(MostPlanned)
            .Concat(
                db.Set<Activity>()
                .Where(a => a.CompanyId == id && !a.IsDeleted && a.Type != ActivityType.Task
                    && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
                .OrderBy(a => a.DueDate ?? a.OccurredAt).ThenBy(a => a.Id).Take(MostPlanned))
            .Select(ActivityView.Of));

    private static readonly RecordQuery<ActivityView> OfContact = RecordQuery<ActivityView>.Of((db, id) =>
        db.Set<Activity>()
        .Where(a => a.ContactId == id && !a.IsDeleted && a.Type == ActivityType.Task
            && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
            .OrderBy(a => a.DueDate).ThenBy(a => a.Id).Take(MostPlanned)
            .Concat(
                db.Set<Activity>()
                .Where(a => a.ContactId == id && !a.IsDeleted && a.Type != ActivityType.Task
                    && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
                .OrderBy(a => a.DueDate ?? a.OccurredAt).ThenBy(a => a.Id).Take(MostPlanned))
            .Concat(
                db.Set<Activity>()
                .Where(a => a.ContactId != id && !a.IsDeleted && a.Type != ActivityType.Task
                    && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress)
                && a.Participants.Any(p => p.ContactId == id)).OrderBy(a => a.DueDate ?? a.OccurredAt).ThenBy(a => a.Id).Take(MostPlanned))
            .Select(ActivityView.Of));

    private static readonly RecordQuery<ActivityView> OfDeal = RecordQuery<ActivityView>.Of((db, id) =>
        db.Set<Activity>()
        .Where(a => a.DealId == id && !a.IsDeleted && a.Type == ActivityType.Task
            && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
            .OrderBy(a => a.DueDate).ThenBy(a => a.Id).Take(MostPlanned)
            .Concat(
                db.Set<Activity>()
                .Where(a => a.DealId == id && !a.IsDeleted && a.Type != ActivityType.Task
                    && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress))
                .OrderBy(a => a.DueDate ?? a.OccurredAt).ThenBy(a => a.Id).Take(MostPlanned))
            .Select(ActivityView.Of));

    private static readonly Dictionary<RecordKind, RecordQuery<RecordChange>> ChangesOf =
        Enum.GetValues<RecordKind>().ToDictionary(kind => kind, LatestChanges);

    /// <param name="kind">Of the record.</param>
    /// <param name="id">A record that the reader sees.</param>
    /// <param name="since">The version of the card that was pressed too late.</param>
    /// <param name="ct">Cancels the reading.</param>
    public BatchedPart<PageHead, PageExtras> Of(RecordKind kind, RecordId id, int? since, CancellationToken ct)
    {
        List<RecordChange> changes = [];
        List<ActivityView> planned = [];
        return new BatchedPart<PageHead, PageExtras>(
            [
                async () => changes = await (since is { } seen && id.Name is null
                    ? NewsOf(db.Context, id.Id, Entity(kind), seen) : ChangesOf[kind].Read(db.Context, id)).ToListAsync(ct),
                .. Planned(kind) is { } next
                    ? [async () => planned = await next.Read(db.Context, id).ToListAsync(ct)]
                    : Array.Empty<Func<Task>>(),
            ],
            async (head, token) =>
            {
                var history = await teller.TellAsync(kind, changes, token);
                var fields = (await cache.GetAsync(db, reader, token)).CustomFieldsOf(Entity(kind));
                return new PageExtras(
                    kind, head.Id, head.Version, CustomFacts.Of(fields, head.Custom, new ReaderFormat(reader)),
                    await WithheldWords.ReadAsync(
                        db, [.. planned.OrderBy(a => a.PlannedFor is null).ThenBy(a => a.PlannedFor).ThenBy(a => a.Id)], token),
                    since is null ? history : [], since is null ? null : history, clock.GetUtcNow(), links.Of(kind, head.Id));
            });
    }

    /// <summary>Of a record that was read before.</summary>
    public async Task<PageExtras> ReadAsync(RecordKind kind, PageHead head, int? since, CancellationToken ct)
    {
        var extras = Of(kind, head.Id, since, ct);
        await db.ReadBatchAsync(extras.Queries, endsHere: false, ct);
        return await extras.AnswerAsync(head, ct);
    }

    private static RecordQuery<ActivityView>? Planned(RecordKind kind) => kind switch
    {
        RecordKind.Company => OfCompany,
        RecordKind.Contact => OfContact,
        RecordKind.Deal => OfDeal,
        RecordKind.Activity => null,
    };

    private static RecordQuery<RecordChange> LatestChanges(RecordKind kind)
    {
        var entity = Entity(kind);
        return RecordQuery<RecordChange>.Of((db, id) => db.Set<RecordChange>().AsNoTracking()
            .Where(h => h.RecordId == id && h.Entity == entity).OrderByDescending(h => h.ChangedAt).ThenByDescending(h => h.Version)
            .Take(Changes));
    }

    private static string Entity(RecordKind kind) => kind.ToString().ToLowerInvariant();
}
