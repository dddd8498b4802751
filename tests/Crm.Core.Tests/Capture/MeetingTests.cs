namespace Crm.Core.Tests.Capture;

/// <summary>Meetings that become activities, and follow their calendars.</summary>
public sealed class MeetingTests : MailboxTests
{
    [Fact]
    public async Task A_meeting_of_two_calendars_is_one_activity_and_moves_once()
    {
        await JoeAsync();
        var bob = await MailboxOfAsync("Bob Stone");
        var start = World.Clock.GetUtcNow().AddDays(2);
        var meeting = PaperMailbox.Meeting("1", start, "joe@litware.example", Ann.User.Email, bob.User.Email);
        Paper.Put(Ann, Mailbox.Calendar, new MailboxItem.Meeting(meeting))
            .Put(bob, Mailbox.Calendar, new MailboxItem.Meeting(meeting with { GraphId = "e-bob" }));
        await SyncAsync(Ann, Mailbox.Calendar);
        await SyncAsync(bob, Mailbox.Calendar);

        Paper.Put(Ann, Mailbox.Calendar, new MailboxItem.Meeting(meeting with { Start = start.AddHours(3), End = start.AddHours(4) }));
        Paper.Put(
            bob, Mailbox.Calendar,
            new MailboxItem.Meeting(meeting with { GraphId = "e-bob", Start = start.AddHours(3), End = start.AddHours(4) }));
        await SyncAsync(Ann, Mailbox.Calendar);
        await SyncAsync(bob, Mailbox.Calendar);

        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal((start.AddHours(3), 2, 2), (activity.OccurredAt, activity.Version, activity.Mailboxes.Count));
    }

    [Fact]
    public async Task A_meeting_that_turns_private_keeps_its_hour_and_loses_its_words()
    {
        await JoeAsync();
        var meeting = PaperMailbox.Meeting("1", World.Clock.GetUtcNow().AddDays(2), "joe@litware.example", Ann.User.Email);
        Paper.Put(Ann, Mailbox.Calendar, new MailboxItem.Meeting(meeting)).Says("e-1", "Confidential words");
        await SyncAsync(Ann, Mailbox.Calendar);

        Paper.Put(Ann, Mailbox.Calendar, new MailboxItem.Meeting(meeting with { Sensitivity = Sensitivity.Private }));
        await SyncAsync(Ann, Mailbox.Calendar);

        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal(("Private meeting", null, null), (activity.Subject, activity.Body, activity.Location));
    }

    [Fact]
    public async Task A_meeting_gone_from_its_owners_calendar_is_cancelled_one_that_only_left_the_window_is_not()
    {
        await JoeAsync();
        var one = PaperMailbox.Meeting("1", World.Clock.GetUtcNow().AddDays(2), "joe@litware.example", Ann.User.Email);
        var two = PaperMailbox.Meeting("2", World.Clock.GetUtcNow().AddDays(3), "joe@litware.example", Ann.User.Email);
        Paper.Put(Ann, Mailbox.Calendar, new MailboxItem.Meeting(one), new MailboxItem.Meeting(two));
        await SyncAsync(Ann, Mailbox.Calendar);

        Paper.Put(Ann, Mailbox.Calendar, new MailboxItem.Removed("e-1", LedgerKind.Event));
        await SyncAsync(Ann, Mailbox.Calendar);
        Paper.Instead = (_, _, link) => link == "3"
            ? new MailboxRead.Page([new MailboxItem.Removed("e-2", LedgerKind.Event)], "4", true)
            : null;
        await SyncAsync(Ann, Mailbox.Calendar);

        Assert.Equal(
            [ActivityStatus.Cancelled, ActivityStatus.Pending], (await ActivitiesAsync()).OrderBy(a => a.OccurredAt).Select(a => a.Status));
    }
}
