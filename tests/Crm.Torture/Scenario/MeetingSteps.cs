namespace Crm.Torture.Scenario;

/// <summary>What organizers and attendees do with meetings, one step at a time, drawn from the seed.</summary>
internal sealed class MeetingSteps(Stage stage, Random chance, string seed)
{
    private int made;

    public int Made => made;

    public void IsCalled()
    {
        var (customer, mine) = (Cast.Customers[chance.Next(Cast.Customers.Count)], stage.Users[chance.Next(stage.Users.Count)]);
        var colleague = chance.Next(2) == 0 ? stage.Users.First(u => u != mine) : null;
        Person[] others = colleague is null ? [] : [colleague];
        var token = string.Create(CultureInfo.InvariantCulture, $"C{seed}-{++made:0000}-");
        var meeting = chance.Next(10) switch
        {
            < 4 => new Meeting(token, mine, [customer, .. others], At(), chance.Next(2) == 0 ? 1 : 4),
            < 8 => new Meeting(token, customer, [mine, .. others], At(), chance.Next(2) == 0 ? 1 : 4),
            < 9 => new Meeting(token, mine, [Cast.Colleague, .. others], At(), 1),
            _ => new Meeting(token, mine, [customer, Cast.NeverLogged], At(), 1),
        };
        var copies = meeting.People.Select(stage.MailboxOf).OfType<Mailbox>().Select(mailbox => new MeetingCopy(meeting, mailbox)).ToList();
        stage.Meetings.Add((meeting, copies));
        stage.Deliver(meeting, copies);
    }

    public void IsMoved() => Change(meeting => meeting.Move(TimeSpan.FromHours(chance.Next(1, 30))));

    /// <summary>One of two does not come to the new time: the other calendar is the only one that tells it.</summary>
    public void IsMovedAndDeclined()
    {
        if (Any(m => m.Attendees.Count(a => stage.MailboxOf(a) is not null) > 1) is (var meeting, var copies))
        {
            meeting.Move(TimeSpan.FromHours(chance.Next(1, 30)));
            var attending = copies.Where(c => c.IsThere && !c.IsOrganizers).ToList();
            if (attending.Count > 0)
            {
                attending[chance.Next(attending.Count)].Answer(declines: true);
            }

            stage.Deliver(meeting, copies.Where(c => c.IsThere));
        }
    }

    public void OneIsMoved() => ChangeOne((meeting, original) => meeting.MoveOne(original, TimeSpan.FromHours(chance.Next(1, 20))));

    public void OneIsDropped() => ChangeOne((meeting, original) => meeting.Drop(original));

    public void TurnsPrivate() => Change(meeting => meeting.TurnPrivate());

    /// <summary>The organizer's copy leaves the calendar; the others stay in theirs and say that it is cancelled.</summary>
    public void IsCancelled()
    {
        if (Any(_ => true) is (var meeting, var copies))
        {
            meeting.Cancel();
            stage.Deliver(meeting, copies.Where(c => c.IsThere && !c.IsOrganizers));
            copies.FirstOrDefault(c => c.IsOrganizers)?.Delete();
        }
    }

    public void IsDeclined() => Attendee(copy => copy.Answer(declines: true));

    public void IsAcceptedAgain() => Attendee(copy => copy.Answer(declines: false));

    public void AttendeeMarksPrivate() => Attendee(copy => copy.MarkPrivate());

    public void AttendeeDeletes() => Attendee(copy => copy.Delete());

    private void Change(Action<Meeting> change)
    {
        if (Any(_ => true) is (var meeting, var copies))
        {
            change(meeting);
            stage.Deliver(meeting, copies.Where(c => c.IsThere));
        }
    }

    private void ChangeOne(Action<Meeting, DateTimeOffset> change)
    {
        if (Any(m => m.IsSeries && m.Instances.Count > 1) is (var meeting, var copies))
        {
            var originals = meeting.Instances.Keys.Order().ToList();
            change(meeting, originals[chance.Next(1, originals.Count)]);
            stage.Deliver(meeting, copies.Where(c => c.IsThere));
        }
    }

    private void Attendee(Action<MeetingCopy> act)
    {
        var attending = stage.Meetings.Where(m => !m.Meeting.IsCancelled).SelectMany(m => m.Copies)
            .Where(c => c.IsThere && !c.IsOrganizers).ToList();
        if (attending.Count > 0)
        {
            act(attending[chance.Next(attending.Count)]);
        }
    }

    private (Meeting Meeting, IReadOnlyList<MeetingCopy> Copies)? Any(Func<Meeting, bool> wanted)
    {
        var found = stage.Meetings.Where(m => !m.Meeting.IsCancelled && wanted(m.Meeting)).ToList();
        return found.Count == 0 ? null : found[chance.Next(found.Count)];
    }

    /// <summary>Within the window that is read, and not today: what took place meanwhile is another matter.</summary>
    private DateTimeOffset At() =>
        new DateTimeOffset(stage.Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(chance.Next(3, 25)).AddHours(chance.Next(7, 17));
}
