namespace Crm.Core.Tests.Capture;

/// <summary>A mailbox that is read again: after a break, from the beginning, past what is broken.</summary>
public sealed class CaptureRunTests : MailboxTests
{
    [Fact]
    public async Task A_run_killed_between_pages_goes_on_where_it_stood()
    {
        await JoeAsync();
        Paper.Put(Ann, "inbox", Enumerable.Range(0, 6).Select(i => MailFromJoe($"{i}")));
        Paper.Instead = (_, _, link) => link == "4" ? throw new OperationCanceledException("killed") : null;
        await Assert.ThrowsAsync<OperationCanceledException>(() => SyncAsync(Ann, "inbox"));
        Assert.Equal(4, (await ActivitiesAsync()).Count);

        var asked = new List<string?>();
        Paper.Instead = (_, _, link) => { asked.Add(link); return null; };
        await SyncAsync(Ann, "inbox");

        Assert.Equal("4", asked[0]);
        Assert.Equal(6, (await ActivitiesAsync()).Count);
    }

    [Fact]
    public async Task A_resync_reads_from_the_beginning_and_doubles_nothing()
    {
        await JoeAsync();
        Paper.Put(Ann, "inbox", Enumerable.Range(0, 5).Select(i => MailFromJoe($"{i}")));
        await SyncAsync(Ann, "inbox");
        Paper.Put(Ann, "inbox", MailFromJoe("late"));
        Paper.Instead = (_, _, link) => link is "5" ? new MailboxRead.ResyncNeeded() : null;

        Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, "inbox"));

        Assert.Equal(6, (await ActivitiesAsync()).Count);
    }

    /// <summary>A run that goes on regardless reads from now on: what came before is never told by that round's link.</summary>
    [Theory]
    [InlineData("inbox")]
    [InlineData(Mailbox.Calendar)]
    public async Task A_run_that_has_to_start_over_stops_where_another_folders_run_was_told_to_leave_the_mailbox_alone(string resource)
    {
        await JoeAsync();
        Paper.Put(Ann, resource, Enumerable.Range(0, 5).Select(i => ItemOfJoe($"{i}")));
        await SyncAsync(Ann, resource);
        Paper.Put(Ann, resource, ItemOfJoe("late"));
        var asked = 0;
        Paper.Instead = (_, of, link) => of == "sentitems" ? new MailboxRead.Throttled(CapturePause.Throttled, TimeSpan.FromMinutes(10))
            : link is "5" ? new MailboxRead.ResyncNeeded() : null;
        Paper.Meanwhile = async (of, link) =>
        {
            asked += of == resource ? 1 : 0;
            if (of == resource && link is "5")
            {
                await SyncAsync(Ann, "sentitems");
            }
        };

        Assert.IsType<SyncOutcome.Paused>(await SyncAsync(Ann, resource));
        Assert.Equal(1, asked);
        Paper.Meanwhile = (_, _) => Task.CompletedTask;
        World.Clock.Pass(TimeSpan.FromMinutes(11));

        Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, resource));
        Assert.Equal(6, (await ActivitiesAsync()).Count);

        MailboxItem ItemOfJoe(string id) => resource == "inbox" ? MailFromJoe(id)
            : new MailboxItem.Meeting(
                PaperMailbox.Meeting(id, World.Clock.GetUtcNow().AddDays(id.Length), "joe@litware.example", Ann.User.Email));
    }

    /// <summary>
    /// A run's lock goes with its connection to the database, and the run may not. What it read before another began may be gone since, and
    /// the other's round is never told so.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_run_read_is_not_saved_once_another_run_reads_the_calendar(bool startsOver)
    {
        await JoeAsync();
        Paper.Put(Ann, Mailbox.Calendar, MeetingOfJoe("still-there"));
        var (began, ended, asked) = (false, false, 0);
        Paper.Meanwhile = async (_, _) =>
        {
            if (!began)
            {
                began = true;
                Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, Mailbox.Calendar));
                ended = true;
            }
        };
        Paper.Instead = (_, _, _) =>
        {
            asked += ended ? 1 : 0;
            return !ended ? null : startsOver ? new MailboxRead.ResyncNeeded()
                : new MailboxRead.Page([MeetingOfJoe("moved-away")], "of another round", true);
        };

        Assert.IsType<SyncOutcome.Superseded>(await SyncAsync(Ann, Mailbox.Calendar));

        Assert.Equal(1, asked);
        Assert.Equal("e-still-there", Assert.Single(Assert.Single(await ActivitiesAsync()).Mailboxes).GraphId);
        var cursor = await World.InDatabaseAsync(Ann.User, db => db.CaptureCursors.SingleAsync());
        Assert.Equal(("1", null), (cursor.DeltaLink, cursor.LastError));

        Paper.Instead = (_, _, _) => null;
        Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, Mailbox.Calendar));

        MailboxItem MeetingOfJoe(string id) => new MailboxItem.Meeting(
            PaperMailbox.Meeting(id, World.Clock.GetUtcNow().AddDays(1), "joe@litware.example", Ann.User.Email));
    }

    [Fact]
    public async Task A_broken_item_is_marked_unreadable_and_the_rest_of_the_page_is_logged()
    {
        await JoeAsync();
        var refused = PaperMailbox.Mail("bad", "joe@litware.example", Ann.User.Email) with { ConversationId = "half \ud800 pair" };
        Paper.PageSize = 10;
        Paper.Put(Ann, "inbox", MailFromJoe("1"), new MailboxItem.Broken("g-broken", LedgerKind.Message), new MailboxItem.Mail(refused),
            MailFromJoe("2"));

        Assert.IsType<SyncOutcome.Done>(await SyncAsync(Ann, "inbox"));

        Assert.Equal(2, (await ActivitiesAsync()).Count);
        Assert.Equal(
            2, await World.InDatabaseAsync(Ann.User, db => db.CaptureLedger.CountAsync(e => e.Reason == CaptureReason.Unreadable)));
    }

    [Fact]
    public async Task What_a_person_deleted_is_not_captured_again()
    {
        await JoeAsync();
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        await SyncAsync(Ann, "inbox");
        await World.InDatabaseAsync(Ann.User, async db =>
        {
            (await db.Activities.SingleAsync()).Delete(Ann.User.Id, World.Clock.GetUtcNow());
            return await db.SaveAsync(CancellationToken.None);
        });

        Paper.Put(
            Ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "joe@litware.example", Ann.User.Email) with { GraphId = "g-again" }));
        await SyncAsync(Ann, "inbox");

        Assert.True(Assert.Single(await ActivitiesAsync()).IsDeleted);
    }

    [Fact]
    public async Task A_skipped_mail_is_logged_when_it_is_read_again_after_its_contact_was_made()
    {
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        await SyncAsync(Ann, "inbox");
        Assert.Empty(await ActivitiesAsync());

        await JoeAsync();
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        await SyncAsync(Ann, "inbox");

        Assert.Single(await ActivitiesAsync());
        Assert.Equal(CaptureReason.KnownContact, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
    }

    [Fact]
    public async Task People_see_the_state_of_their_own_mailbox_only()
    {
        await JoeAsync();
        var bob = await MailboxOfAsync("Bob Stone");
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        await SyncAsync(Ann, "inbox");

        var hers =
            (await World.RunAsync(Ann.User with { Door = Door.Outlook },
                (ShowCaptureHandler h, CancellationToken ct) => h.HandleAsync(new ShowCapture(), ct))).Value;
        var his =
            (await World.RunAsync(bob.User with { Door = Door.Outlook },
                (ShowCaptureHandler h, CancellationToken ct) => h.HandleAsync(new ShowCapture(), ct))).Value;

        Assert.Equal(("inbox", 1), (Assert.Single(hers.Folders).Resource, Assert.Single(hers.LastWeek).Count));
        Assert.Empty(his.Folders);
        Assert.Equal(CaptureReason.NotRead, (await WhyAsync(bob, "<1@mail.example>")).Reason);
    }
}
