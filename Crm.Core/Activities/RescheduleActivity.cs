namespace Crm.Core.Activities;

/// <summary>Another day or hour in the person's time zone, as people say it (<see cref="TimeReader"/>); empty for none.</summary>
public sealed record RescheduleActivity(Guid Id, string? Due = null, int? Version = null) : ICardRequest
{
    public static string Verb => "activity.reschedule";
}

public sealed class RescheduleActivityHandler(ActivityWriter write, CurrentUser user, TimeProvider clock) : IChangesData
{
    public async Task<Result<Guid>> HandleAsync(RescheduleActivity reschedule, CancellationToken ct)
    {
        var check = user.Reads(clock.GetUtcNow());
        var due = ActivityTime.Due(check, "due", reschedule.Due, ActivityTime.ClockOf(user, clock.GetUtcNow()));
        return check.Refusal is { } refusal ? refusal
            : (await write.ChangeAsync(reschedule.Id, reschedule.Version, activity => activity.Due(due), ct)).Noting(check.Notes);
    }
}
