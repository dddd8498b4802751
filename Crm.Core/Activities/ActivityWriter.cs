namespace Crm.Core.Activities;

/// <summary>One change of an activity, by whoever may: its owner, its assignee, a manager, an administrator.</summary>
public sealed class ActivityWriter(ICrmDb db, CurrentUser user)
{
    /// <summary>What is never refused to whoever may change the activity.</summary>
    public Task<Result<Guid>> ChangeAsync(Guid id, int? version, Action<Activity> change, CancellationToken ct) => ChangeAsync(
        id, version,
        activity =>
        {
            change(activity);
            return null;
        },
        ct);

    /// <param name="id">The activity.</param>
    /// <param name="version">The version that the person saw.</param>
    /// <param name="change">Says why it is refused; null when it is done.</param>
    /// <param name="ct">Cancels the change.</param>
    public async Task<Result<Guid>> ChangeAsync(Guid id, int? version, Func<Activity, Refusal?> change, CancellationToken ct)
    {
        var activity = await db.Activities.NotDeleted().SingleOrDefaultAsync(a => a.Id == id, ct);
        if (activity is null)
        {
            return Refusal.NotFound("activity");
        }

        if (!user.MayChange(activity))
        {
            return Refusal.BelongsToSomebodyElse("activity");
        }

        if ((activity.ChangedSince(version, "activity") ?? change(activity)) is { } no)
        {
            return no;
        }

        return await db.SaveAsync(ct) is { } refused ? refused : id;
    }
}
