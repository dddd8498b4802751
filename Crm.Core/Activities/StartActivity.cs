namespace Crm.Core.Activities;

/// <summary>Somebody works on a task: it stays to be done, and everybody sees that it was begun.</summary>
/// <param name="Version">The version that the person saw.</param>
public sealed record StartActivity(Guid Id, int? Version = null) : ICardRequest
{
    public static string Verb => "activity.start";
}

public sealed class StartActivityHandler(ActivityWriter write) : IChangesData
{
    public Task<Result<Guid>> HandleAsync(StartActivity start, CancellationToken ct) =>
        write.ChangeAsync(start.Id, start.Version, activity => activity.Begin(), ct);
}
