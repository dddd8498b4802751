using Crm.Core.Activities;

namespace Crm.Core.ChatCommands;

/// <summary>
/// "start task Send the offer": the one task of that name is begun; of several, or of names that are only like it, they choose.
/// </summary>
public sealed record StartTaskByName(string? Name = null) : ICardRequest
{
    public static string Verb => "activity.start-named";
}

public sealed class StartTaskByNameHandler(PlannedByName planned, StartActivityHandler starts) : IChangesData
{
    public async Task<Result<ChangedByName>> HandleAsync(StartTaskByName ask, CancellationToken ct)
    {
        var tasks = planned.Planned.Where(a => a.Type == ActivityType.Task && a.Status == ActivityStatus.Pending);
        var found = await planned.FindAsync(ask.Name, tasks, ct);
        return found.Only is { } id
            ? ChangedByName.Of(await starts.HandleAsync(new StartActivity(id), ct))
            : new ChangedByName(null, found);
    }
}
