using Crm.Core.Deals;
using Crm.Core.Editing;

namespace Crm.Core.Activities;

public sealed class ChangeActivityHandler(ICrmDb db, RecordEditor editor)
    : ChangeFieldsHandler<Activity, ActivityView>(db, editor, Activity.Editable, ActivityView.Of);

public sealed partial class Activity
{
    /// <summary>What people may change; days and hours move by <see cref="RescheduleActivity"/>.</summary>
    public static EditableEntity<Activity> Editable { get; } = new("activity", [.. Fields.All.For(FieldUse.Edited)]);

    public void AssignTo(Guid? person) => AssignedToId = person;

    /// <summary>It happened now; a meeting whose hour has come happened then.</summary>
    public void Complete(DateTimeOffset now)
    {
        if (Status is ActivityStatus.Completed)
        {
            return;
        }

        var (start, day) = Start;
        (OccurredAt, OccurredOn) = start <= now ? (start.Value, day) : (now, null);
        Status = ActivityStatus.Completed;
        CompletedAt = now;
        CancelReason = null;
    }

    public void Reopen()
    {
        Status = ActivityStatus.Pending;
        CompletedAt = null;
        CancelReason = null;
        Await();
    }

    /// <summary>Work on a task was begun.</summary>
    /// <returns>Why it cannot be; null when it is, or was already.</returns>
    public Refusal? Begin()
    {
        if (Type is not ActivityType.Task)
        {
            return Refused($"Only a task is started. This is a {UpperSnakeCase.Label(Type).ToLowerInvariant()}.");
        }

        if (Status is ActivityStatus.Completed or ActivityStatus.Cancelled)
        {
            return Refused($"This task is {UpperSnakeCase.Label(Status).ToLowerInvariant()}. Press Reopen first.");
        }

        Status = ActivityStatus.InProgress;
        return null;
    }

    /// <summary>What was planned will not take place.</summary>
    /// <param name="reason">Kept with it; a second cancellation leaves the first one's.</param>
    /// <returns>Why it cannot be cancelled; null when it is, or was already.</returns>
    public Refusal? Cancel(string? reason)
    {
        if (SourceKey is not null)
        {
            return Refused("This was captured from a calendar. Cancel it there, and it is cancelled here too.");
        }

        if (Status is ActivityStatus.Completed)
        {
            return Refused("This is done and cannot be cancelled any more.");
        }

        if (Status is not ActivityStatus.Cancelled)
        {
            (Status, CancelReason) = (ActivityStatus.Cancelled, reason);
        }

        return null;
    }

    private static Refusal Refused(string why) => Refusal.Invalid(new FieldError("status", why));

    public void Due(DayOrMoment? due)
    {
        (DueDate, DueOn) = (due?.Place, due?.OnlyDay);
        if (Status is ActivityStatus.Pending or ActivityStatus.InProgress)
        {
            Await();
        }
    }

    private void Await()
    {
        var (start, day) = Start;
        (OccurredAt, OccurredOn) = (start ?? CreatedAt, day);
    }

    /// <summary>
    /// When it takes place whoever completes it when: as captured, or when a planned meeting is due. Null for everything else.
    /// </summary>
    private (DateTimeOffset? At, DateOnly? Day) Start => SourceKey is not null ? (OccurredAt, OccurredOn) : Type is ActivityType.Meeting
        ? (DueDate, DueOn) : (null, null);

    public Activity Lasting(int? minutes, DayOrMoment happened)
    {
        DurationMinutes = minutes;
        (OccurredAt, OccurredOn) = (happened.Place, happened.OnlyDay);
        CompletedAt = happened.Place;
        return this;
    }

    /// <summary>Something to do: nobody did it yet.</summary>
    public static Activity Planned(ActivityType type, string subject, string? body, Priority priority, DayOrMoment? due, CurrentUser owner,
        Guid? assignee, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Type = type,
        Subject = Fit(subject),
        Body = body,
        Priority = priority,
        DueDate = due?.Place,
        DueOn = due?.OnlyDay,
        OwnerId = owner.Id,
        AssignedToId = assignee ?? owner.Id,
        CreatedBy = owner.Id,
        OccurredAt = type is ActivityType.Meeting && due is { } start ? start.Place : now,
        OccurredOn = type is ActivityType.Meeting ? due?.OnlyDay : null,
        Status = ActivityStatus.Pending,
        CreatedAt = now,
    };
}
