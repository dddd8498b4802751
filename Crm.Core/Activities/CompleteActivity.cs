namespace Crm.Core.Activities;

/// <param name="Back">Pressed in a list, the answer is that list as it stands then.</param>
/// <param name="Today">Pressed on the dashboard, the answer is the dashboard.</param>
/// <param name="On">Pressed on a record's card, the answer is that card.</param>
/// <param name="Version">The version that the person saw.</param>
public sealed record CompleteActivity(Guid Id, ListActivities? Back = null, bool Today = false, ShowRecord? On = null, int? Version = null)
    : ICardRequest
{
    public static string Verb => "activity.complete";
}

public sealed class CompleteActivityHandler(ActivityWriter write, TimeProvider clock) : IChangesData
{
    public Task<Result<Guid>> HandleAsync(CompleteActivity complete, CancellationToken ct) => write.ChangeAsync(
        complete.Id, complete.Version, activity => activity.Complete(clock.GetUtcNow()), ct);
}
