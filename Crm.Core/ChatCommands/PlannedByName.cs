using Crm.Core.Activities;

namespace Crm.Core.ChatCommands;

/// <summary>Planned activities by their subjects; what was captured from a calendar is changed there.</summary>
public sealed class PlannedByName(ICrmDb db, RecordsByName named)
{
    public IQueryable<Activity> Planned => db.Activities.NotDeleted().Where(
        a => a.SourceKey == null && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress));

    public Task<NamedRecords> FindAsync(string? name, IQueryable<Activity> among, CancellationToken ct) => named.FindAsync(
        RecordKind.Activity, name, ids => among.Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(ct), ct);
}

/// <summary>Which activity is meant.</summary>
public static class ChooseActivityCard
{
    public static AdaptiveCard Start(NamedRecords found) => ChooseRecordCard.For(
        found, "task to start", "Nothing is started yet.",
        hit => ExecuteAction.Press("Start", new StartActivity(hit.Id)));

    public static AdaptiveCard Cancel(CancelActivityByName said, NamedRecords found) => ChooseRecordCard.For(
        found, "task, call or meeting to come", "Nothing is cancelled yet.",
        hit => ExecuteAction.Press("Cancel this", new CancelActivity(hit.Id, said.Reason)));
}
