using Crm.Core.Access;
using Crm.Core.Cards;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities;

/// <param name="Back">Pressed in a list, the answer is that list as it stands then.</param>
/// <param name="Today">Pressed on the dashboard, the answer is the dashboard.</param>
public sealed record CompleteActivity(Guid Id, ListActivities? Back = null, bool Today = false)
{
    public const string Verb = "activity.complete";
}

/// <summary>Takes a completion back.</summary>
public sealed record ReopenActivity(Guid Id)
{
    public const string Verb = "activity.reopen";
}

public sealed record AssignActivity(Guid Id, Guid PersonId)
{
    public const string Verb = "activity.assign";
}

/// <summary>Another day, "2027-03-31", or another hour, "2027-03-31 14:00", in the person's time zone; empty for none.</summary>
public sealed record RescheduleActivity(Guid Id, string? Due = null)
{
    public const string Verb = "activity.reschedule";
}

public sealed class CompleteActivityHandler(ICrmDb db, CurrentUser user, TimeProvider clock)
{
    public Task<Result<ActivityView>> CompleteAsync(CompleteActivity complete, CancellationToken ct) => ChangeAsync(
        complete.Id, activity => activity.Complete(activity.CompletedAt ?? clock.GetUtcNow()), ct);

    public Task<Result<ActivityView>> ReopenAsync(ReopenActivity reopen, CancellationToken ct) => ChangeAsync(reopen.Id, activity => activity.Reopen(), ct);

    public async Task<Result<ActivityView>> AssignAsync(AssignActivity assign, CancellationToken ct) =>
        await db.Users.AnyAsync(u => u.Id == assign.PersonId && u.IsActive && !u.IsDeleted, ct)
            ? await ChangeAsync(assign.Id, activity => activity.AssignTo(assign.PersonId), ct)
            : Refusal.Invalid(new FieldError("personId", "This person is not there."));

    public async Task<Result<ActivityView>> RescheduleAsync(RescheduleActivity reschedule, CancellationToken ct)
    {
        var check = new Check(user.Locale);
        var due = check.Moment("due", reschedule.Due, "The due date", Shown.ZoneOf(user.TimeZone));
        return check.Refusal is { } refusal ? refusal : await ChangeAsync(reschedule.Id, activity => activity.Due(due), ct);
    }

    private async Task<Result<ActivityView>> ChangeAsync(Guid id, Action<Activity> change, CancellationToken ct)
    {
        var activity = await db.Activities.NotDeleted().SingleOrDefaultAsync(a => a.Id == id, ct);
        if (activity is null)
        {
            return Refusal.NotFound("activity");
        }

        if (user.Role is Role.User && activity.OwnerId != user.Id && activity.AssignedToId != user.Id)
        {
            return Refusal.NotAllowed("You may not change this activity: it belongs to somebody else.");
        }

        change(activity);
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        // Whoever gave a task of somebody else's away may not see it any more; that it was done is the answer.
        return await db.Activities.Where(a => a.Id == id).Select(ActivityView.Of).SingleOrDefaultAsync(ct) is { } seen ? seen : Refusal.NotFound("activity");
    }
}
