using Crm.Core.Activities;
using Crm.Core.Cards;
using Crm.Core.Database;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.ChatCommands;

/// <summary>
/// "start task Send the offer": the one task of that name is begun; of several, or of names that are only like it, they choose.
/// </summary>
public sealed record StartTaskByName(string? Name = null) : ICardRequest
{
    public static string Verb => "activity.start-named";
}

/// <summary>"cancel Walk through because they moved": a task, a planned call or meeting by its subject.</summary>
public sealed record CancelActivityByName(string? Name = null, string? Reason = null) : ICardRequest
{
    public static string Verb => "activity.cancel-named";
}

public sealed class ChangeActivityByNameHandler(
    ICrmDb db, RecordsByName named, StartActivityHandler starts, CancelActivityHandler cancels)
{
    private IQueryable<Activity> Planned => db.Activities.NotDeleted().Where(
        a => a.SourceKey == null && (a.Status == ActivityStatus.Pending || a.Status == ActivityStatus.InProgress));

    public async Task<Result<ChangedByName>> StartAsync(StartTaskByName ask, CancellationToken ct)
    {
        var tasks = Planned.Where(a => a.Type == ActivityType.Task && a.Status == ActivityStatus.Pending);
        var found = await FindAsync(ask.Name, tasks, ct);
        return found.Only is { } id ? Changed(await starts.HandleAsync(new StartActivity(id), ct)) : new ChangedByName(null, found);
    }

    public async Task<Result<ChangedByName>> CancelAsync(CancelActivityByName ask, CancellationToken ct)
    {
        var found = await FindAsync(ask.Name, Planned, ct);
        return found.Only is { } id
            ? Changed(await cancels.HandleAsync(new CancelActivity(id, ask.Reason), ct))
            : new ChangedByName(null, found);
    }

    private Task<NamedRecords> FindAsync(string? name, IQueryable<Activity> among, CancellationToken ct) => named.FindAsync(
        HitKind.Activity, name, ids => among.Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(ct), ct);

    private static Result<ChangedByName> Changed(Result<ActivityView> changed) =>
        changed.Refusal is { } refusal ? refusal : new ChangedByName(changed.Value.Id, null);
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
