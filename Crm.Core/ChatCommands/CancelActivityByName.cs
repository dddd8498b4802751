using Crm.Core.Activities;

namespace Crm.Core.ChatCommands;

/// <summary>"cancel Walk through because they moved": a task, a planned call or meeting by its subject.</summary>
public sealed record CancelActivityByName(string? Name = null, string? Reason = null) : ICardRequest
{
    public static string Verb => "activity.cancel-named";
}

public sealed class CancelActivityByNameHandler(PlannedByName planned, CancelActivityHandler cancels) : IChangesData
{
    public async Task<Result<ChangedByName>> HandleAsync(CancelActivityByName ask, CancellationToken ct)
    {
        var found = await planned.FindAsync(ask.Name, planned.Planned, ct);
        return found.Only is { } id
            ? ChangedByName.Of(await cancels.HandleAsync(new CancelActivity(id, ask.Reason), ct))
            : new ChangedByName(null, found);
    }
}
