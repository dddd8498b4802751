using Crm.Core.Access;
using Crm.Core.Cards;
using Crm.Core.Database;
using Crm.Core.Records;
using Crm.Core.Times;
using Microsoft.EntityFrameworkCore;

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

/// <summary>Takes a completion or a cancellation back.</summary>
public sealed record ReopenActivity(Guid Id, int? Version = null) : ICardRequest
{
    public static string Verb => "activity.reopen";
}

public sealed record AssignActivity(Guid Id, Guid PersonId, int? Version = null) : ICardRequest
{
    public static string Verb => "activity.assign";
}

/// <summary>Another day or hour in the person's time zone, as people say it (<see cref="TimeReader"/>); empty for none.</summary>
public sealed record RescheduleActivity(Guid Id, string? Due = null, int? Version = null) : ICardRequest
{
    public static string Verb => "activity.reschedule";
}

public sealed class CompleteActivityHandler(ICrmDb db, ActivityWriter write, CurrentUser user, TimeProvider clock)
{
    public Task<Result<ActivityView>> CompleteAsync(CompleteActivity complete, CancellationToken ct) => ChangeAsync(
        complete.Id, complete.Version, activity => activity.Complete(clock.GetUtcNow()), ct);

    public Task<Result<ActivityView>> ReopenAsync(ReopenActivity reopen, CancellationToken ct) =>
        ChangeAsync(reopen.Id, reopen.Version, activity => activity.Reopen(), ct);

    public async Task<Result<ActivityView>> AssignAsync(AssignActivity assign, CancellationToken ct) =>
        await db.Users.AnyAsync(u => u.Id == assign.PersonId && u.IsActive && !u.IsDeleted, ct)
            ? await ChangeAsync(assign.Id, assign.Version, activity => activity.AssignTo(assign.PersonId), ct)
            : Refusal.Invalid(new FieldError("personId", "This person is not there."));

    public async Task<Result<ActivityView>> RescheduleAsync(RescheduleActivity reschedule, CancellationToken ct)
    {
        var check = user.Reads(clock.GetUtcNow());
        var due = ActivityTime.Due(check, "due", reschedule.Due, ActivityTime.ClockOf(user, clock.GetUtcNow()));
        return check.Refusal is { } refusal ? refusal
            : (await ChangeAsync(reschedule.Id, reschedule.Version, activity => activity.Due(due), ct)).Noting(check.Notes);
    }

    private Task<Result<ActivityView>> ChangeAsync(Guid id, int? version, Action<Activity> change, CancellationToken ct) =>
        write.ChangeAsync(
            id, version,
            activity =>
            {
                change(activity);
                return null;
            },
            ct);
}
