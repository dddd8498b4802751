using Crm.Core.Activities;
using Crm.Core.Matching;

namespace Crm.Core.Capture;

/// <summary>
/// What a meeting's activity shows, out of its copies (docs/decisions/0017). It follows the leading copy: the organizer's where that
/// mailbox is captured, else the one it was first captured from that still is there. Every other copy speaks for its own mailbox only.
/// </summary>
internal static class FollowMeeting
{
    public static ActivityMailbox? LeadingOf(IReadOnlyList<ActivityMailbox> copies)
    {
        var live = copies.Where(c => c.IsLive).OrderBy(c => c.CapturedAt).ThenBy(c => c.UserId).ToList();
        return copies.FirstOrDefault(c => c.IsOrganizer) is { } organizers ? organizers
            : live is [{ Presence: CopyPresence.Cancelled } removed, ..]

                // Who is taken off the list sees a cancellation; where the meeting was seen to go on since, it does.
                ? live.FirstOrDefault(c => c.Presence is CopyPresence.Present && c.SeenAt > removed.SeenAt) ?? removed
                : live.FirstOrDefault();
    }

    /// <returns>True when the meeting turned private by this: its history must forget its words.</returns>
    public static bool Settle(
        Activity activity, ActivityMailbox? shown, Planned.Meeting? seen, Func<string, Guid?> userAt, DateTimeOffset now)
    {
        if (activity.IsDeleted)
        {
            return false;
        }

        var leading = LeadingOf(activity.Mailboxes);
        switch (leading?.Presence)
        {
            case CopyPresence.Private:
            case null when activity.Mailboxes.Exists(c => c.Presence is CopyPresence.Private):
                return TurnPrivate(activity);
            case CopyPresence.Cancelled:
                CallOff(activity);
                break;
            case CopyPresence.Declined:
            case CopyPresence.Gone:
            case null:
                if (activity.OccurredAt > now)
                {
                    CallOff(activity);
                }

                break;
            case CopyPresence.Present:
                if (ReferenceEquals(leading, shown) && seen is not null)
                {
                    Show(activity, seen, userAt, now);
                }

                PassOn(activity, leading, now);
                break;
        }

        return false;
    }

    /// <summary>Changes the activity only where the meeting did: every nightly round shows all meetings again.</summary>
    private static void Show(Activity activity, Planned.Meeting seen, Func<string, Guid?> userAt, DateTimeOffset now)
    {
        var meeting = seen.Content;
        if (meeting.Organizer is { } organizer && seen.Erased.Contains(organizer.Address))
        {
            return; // who called it asked to be forgotten: it stays as it was left then
        }

        var status = meeting.Place <= now ? ActivityStatus.Completed : ActivityStatus.Pending;
        var fresh = Activity.Captured(ActivityType.Meeting, activity.SourceKey!, meeting.Subject, Guid.Empty, meeting.Place, now)
            .Meeting(EndOf(meeting), meeting.Location, null, null)
            .OnDays(meeting.FirstDay, meeting.LastDay);
        if ((activity.Subject, activity.OccurredAt, activity.OccurredOn, activity.EndsAt, activity.Location, activity.Status)
            != (fresh.Subject, fresh.OccurredAt, fresh.OccurredOn, fresh.EndsAt, fresh.Location, status))
        {
            activity.Rescheduled(meeting.Subject, meeting.FirstDay, meeting.Place, EndOf(meeting), meeting.Location, cancelled: false, now);
            activity.OnDays(meeting.FirstDay, meeting.LastDay);
        }

        Attend(activity, [.. meeting.Participants.Where(p => !seen.Erased.Contains(p.Address))], seen.Match, userAt);
    }

    /// <summary>Who takes part, and their answers, as the leading copy says.</summary>
    public static void Attend(Activity activity, IReadOnlyList<Participant> people, ItemMatch? match, Func<string, Guid?> userAt)
    {
        var wanted = people.ToDictionary(p => (p.Kind, p.Address));
        activity.Participants.RemoveAll(p => !wanted.ContainsKey((p.Kind, p.Address)));
        var there = activity.Participants.ToDictionary(p => (p.Kind, p.Address));
        foreach (var person in people)
        {
            Guid? contact = match?.Contacts.TryGetValue(person.Address, out var known) == true ? known : null;
            if (there.TryGetValue((person.Kind, person.Address), out var participant))
            {
                participant.Says(person.Response, contact, userAt(person.Address));
            }
            else
            {
                activity.Participants
                    .Add(ActivityParticipant.Of(
                        activity.Id, person.Address, person.Kind, person.Name, person.Response, contact, userAt(person.Address)));
            }
        }
    }

    public static DateTimeOffset? EndOf(CapturedEvent meeting) => meeting.End is { } end && end >= meeting.Start
        && end <= meeting.Start.AddYears(1) ? end : null;

    private static void CallOff(Activity activity)
    {
        if (activity.Status is not ActivityStatus.Cancelled)
        {
            activity.CalledOff();
        }
    }

    private static bool TurnPrivate(Activity activity)
    {
        if (activity.Subject == Activity.PrivateSubject && activity.Body is null && activity.Location is null
            && activity.Participants.Count == 0)
        {
            return false;
        }

        activity.TurnPrivate();
        return true;
    }

    /// <summary>A coming meeting whose owner's own copy went away belongs to the mailbox that it is shown from now.</summary>
    private static void PassOn(Activity activity, ActivityMailbox leading, DateTimeOffset now)
    {
        if (activity.OccurredAt > now && activity.OwnerId != leading.UserId
            && activity.Mailboxes.Exists(c => c.UserId == activity.OwnerId && c.Presence is CopyPresence.Declined or CopyPresence.Gone))
        {
            activity.PassTo(leading.UserId);
        }
    }
}
