using System.Text.Json;
using Crm.Core.Access;
using Crm.Core.Activities;
using Crm.Core.Administration;
using Crm.Core.Capture;
using Crm.Core.Cards;
using Crm.Core.Records;
using Crm.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Core.Tests.Capture;

public sealed class CaptureTests : IAsyncLifetime
{
    private readonly PaperMailbox paper = new();
    private World world = null!;
    private Mailbox ann = null!;

    public async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        ann = await MailboxOfAsync("Ann Miller");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_mail_from_a_known_contact_becomes_one_activity_on_contact_company_and_open_deal()
    {
        var company = await world.CompanyAsync(ann.User, "Litware", "litware.example");
        var contact = await world.ContactAsync(ann.User, "Joe", "Fox", "joe@litware.example", company);
        var deal = await world.DealAsync(ann.User, "Renewal", "10000", "Proposal", company, contact);
        paper.Put(ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "joe@litware.example", ann.User.Email, "About the renewal")))
            .Says("g-1", "Dear Ann");

        await SyncAsync(ann, "inbox");

        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal((contact, company, deal), (activity.ContactId, activity.CompanyId, activity.DealId));
        Assert.Equal(("About the renewal", "Dear Ann", Direction.Inbound, ActivityStatus.Completed),
            (activity.Subject, activity.Body, activity.Direction, activity.Status));
        var answer = await WhyAsync(ann, "<1@mail.example>");
        Assert.Equal((LedgerOutcome.Logged, CaptureReason.KnownContact, activity.Id), (answer.Outcome, answer.Reason, answer.ActivityId));
    }

    [Fact]
    public async Task A_mail_delivered_twice_stays_one_activity()
    {
        await JoeAsync();
        paper.Put(ann, "inbox", MailFromJoe("1"), MailFromJoe("1"),
            new MailboxItem.Mail(PaperMailbox.Mail("1", "joe@litware.example", ann.User.Email) with { GraphId = "g-copy" }));

        await SyncAsync(ann, "inbox");
        await SyncAsync(ann, "inbox");

        Assert.Single(await ActivitiesAsync());
        Assert.Equal(2, await world.InDatabaseAsync(ann.User, db => db.CaptureLedger.CountAsync()));
    }

    [Fact]
    public async Task A_captured_mail_has_the_defaults_of_custom_fields_and_is_not_asked_for_required_ones()
    {
        var admin = await world.UserAsync("Ada Root", Role.Admin);
        foreach (var field in (DefineField[])[new(RecordKind.Activity, "Region", "TEXT", IsRequired: true),
            new(RecordKind.Activity, "Mood", "TEXT", Default: JsonSerializer.SerializeToElement("good", JsonSerializerOptions.Default))])
        {
            Assert.Null((await world.RunAsync(admin, (DefineFieldHandler h, CancellationToken ct) => h.DefineAsync(field, ct))).Refusal);
        }

        await JoeAsync();
        paper.Put(ann, "inbox", MailFromJoe("1"), MailFromJoe("2"));
        await SyncAsync(ann, "inbox");

        Assert.Equal(["""{"mood":"good"}""", """{"mood":"good"}"""],
            (await ActivitiesAsync()).Select(a => JsonSerializer.Serialize(a.Custom, JsonSerializerOptions.Default)));
    }

    [Fact]
    public async Task A_mail_to_two_reps_is_one_activity_from_two_mailboxes()
    {
        await JoeAsync();
        var bob = await MailboxOfAsync("Bob Stone");
        var mail = PaperMailbox.Mail("1", "joe@litware.example", $"{ann.User.Email},{bob.User.Email}");
        paper.Put(ann, "inbox", new MailboxItem.Mail(mail)).Put(bob, "inbox", new MailboxItem.Mail(mail with { GraphId = "g-bob" }));

        await SyncAsync(ann, "inbox");
        await SyncAsync(bob, "inbox");

        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal(2, activity.Mailboxes.Count);
        Assert.Equal((CaptureReason.AlreadyLogged, activity.Id),
            ((await WhyAsync(bob, "<1@mail.example>")).Reason, (await WhyAsync(bob, "<1@mail.example>")).ActivityId));
        Assert.Single(await world.InDatabaseAsync(bob.User with { Door = Door.Teams }, db => db.Activities.ToListAsync()));
    }

    [Fact]
    public async Task Eight_reps_who_receive_the_same_mails_at_the_same_moment_still_make_one_activity_each()
    {
        await JoeAsync();
        var reps = new List<Mailbox>();
        for (var i = 0; i < 8; i++)
        {
            reps.Add(await MailboxOfAsync($"Rep {i}"));
        }

        foreach (var (rep, i) in reps.Select((r, i) => (r, i)))
        {
            var mails = Enumerable.Range(0, 12).Select(n => (MailboxItem)new MailboxItem.Mail(
                PaperMailbox.Mail($"{n}", "joe@litware.example", rep.User.Email) with { GraphId = $"g-{i}-{n}" }));
            paper.Put(rep, "inbox", i % 2 == 0 ? mails : mails.Reverse());
        }

        paper.PageSize = 6;
        var sync = Sync();
        await Task.WhenAll(reps.Select(r => Task.Run(() => sync.RunAsync(r, "inbox", CancellationToken.None))));

        var activities = await ActivitiesAsync();
        Assert.Equal(12, activities.Count);
        Assert.All(activities, a => Assert.Equal(8, a.Mailboxes.Count));
        Assert.Equal(96, await world.InDatabaseAsync(ann.User, db => db.CaptureLedger.CountAsync(e => e.Outcome == LedgerOutcome.Logged)));
    }

    [Fact]
    public async Task An_unknown_sender_is_skipped_and_leaves_no_content_behind()
    {
        paper.Put(
            ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "stranger@nobody.example", ann.User.Email, "Do you remember xyzzy")))
            .Says("g-1", "xyzzy");

        await SyncAsync(ann, "inbox");

        Assert.Empty(await ActivitiesAsync());
        Assert.Empty(paper.BodiesRead);
        Assert.Equal(CaptureReason.Unknown, (await WhyAsync(ann, "<1@mail.example>")).Reason);
        Assert.Equal(
            0L, await world.TruthAsync<long>(
                "select count(*) from capture_ledger where capture_ledger::text ~* 'xyzzy|stranger|nobody.example'"));
    }

    [Fact]
    public async Task Somebody_of_a_known_company_is_enough_but_a_free_mail_domain_is_nobodys()
    {
        var company = await world.CompanyAsync(ann.User, "Litware", "litware.example");
        paper.Put(ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "new@litware.example", ann.User.Email)),
            new MailboxItem.Mail(PaperMailbox.Mail("2", "joe@gmail.com", ann.User.Email)));

        await SyncAsync(ann, "inbox");

        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal((company, (Guid?)null), (activity.CompanyId, activity.ContactId));
    }

    [Fact]
    public async Task The_own_contact_comes_before_a_colleagues()
    {
        var bob = await MailboxOfAsync("Bob Stone");
        await world.ContactAsync(bob.User with { Door = Door.Teams }, "Joseph", "Fox", "joe@litware.example");
        var own = await world.ContactAsync(ann.User with { Door = Door.Teams }, "Joe", "Fox", "joe@litware.example");
        paper.Put(ann, "inbox", MailFromJoe("1"));

        await SyncAsync(ann, "inbox");

        Assert.Equal(own, Assert.Single(await ActivitiesAsync()).ContactId);
    }

    public static TheoryData<string, string> KeptOut => new()
    {
        { "draft", CaptureReason.Draft }, { "private", CaptureReason.Private }, { "category", CaptureReason.Private },
        { "meeting", CaptureReason.MeetingMail },
        { "internal", CaptureReason.InternalOnly }, { "nobody", CaptureReason.NoParticipants }, { "report", CaptureReason.Bounce },
        { "auto", CaptureReason.AutomaticReply },
        { "bulk", CaptureReason.Bulk }, { "never", CaptureReason.NeverLog },
    };

    [Theory]
    [MemberData(nameof(KeptOut))]
    public async Task What_does_not_belong_in_the_crm_stays_out_with_its_reason_and_nobody_reads_it(string kind, string reason)
    {
        await JoeAsync();
        await world.ContactAsync(ann.User, "Nina", "Never", "nina@secret.example");
        var mail = PaperMailbox.Mail("1", "joe@litware.example", ann.User.Email);
        var kept = kind switch
        {
            "draft" => mail with { IsDraft = true },
            "private" => mail with { Sensitivity = Sensitivity.Private },
            "category" => mail with { Categories = ["Do not log"] },
            "meeting" => mail with { IsMeetingMail = true },
            "internal" => PaperMailbox.Mail("1", "bob@contoso.example", ann.User.Email),
            "nobody" => mail with { Participants = [] },
            "report" => mail with { MessageClass = "REPORT.IPM.Note.NDR" },
            "auto" => mail with { Headers = [new MailHeader("auto-submitted", "auto-replied (vacation)")] },
            "bulk" => mail with
                { Headers = [new MailHeader("Precedence", "Bulk"), new MailHeader("List-Unsubscribe", "<https://weekly.example/out>")] },
            "never" => PaperMailbox.Mail("1", "nina@secret.example", ann.User.Email),
            _ => throw new InvalidOperationException(kind),
        };
        paper.Put(ann, "inbox", new MailboxItem.Mail(kept));

        await SyncAsync(ann, "inbox", policy => policy.NeverLog.Add("@secret.example"));

        Assert.Empty(await ActivitiesAsync());
        Assert.Empty(paper.BodiesRead);
        Assert.Equal(reason, (await WhyAsync(ann, "<1@mail.example>")).Reason);
    }

    [Fact]
    public async Task Headers_that_come_late_still_keep_a_mail_out()
    {
        await JoeAsync();
        var mail = PaperMailbox.Mail("1", "joe@litware.example", ann.User.Email);
        var round = 0;
        paper.Put(ann, "inbox", new MailboxItem.Mail(mail with { Headers = [new MailHeader("Auto-Submitted", "auto-generated")] }));
        paper.Instead = (_, _, _) => round++ == 0 ? new MailboxRead.Page([new MailboxItem.Mail(mail with { Headers = null })], "1", true)
            : null;

        await SyncAsync(ann, "inbox");

        Assert.Empty(await ActivitiesAsync());
        Assert.Empty(paper.BodiesRead);
    }

    [Fact]
    public async Task A_run_killed_between_pages_goes_on_where_it_stood()
    {
        await JoeAsync();
        paper.Put(ann, "inbox", Enumerable.Range(0, 6).Select(i => MailFromJoe($"{i}")));
        paper.Instead = (_, _, link) => link == "4" ? throw new OperationCanceledException("killed") : null;
        await Assert.ThrowsAsync<OperationCanceledException>(() => SyncAsync(ann, "inbox"));
        Assert.Equal(4, (await ActivitiesAsync()).Count);

        var asked = new List<string?>();
        paper.Instead = (_, _, link) => { asked.Add(link); return null; };
        await SyncAsync(ann, "inbox");

        Assert.Equal("4", asked[0]);
        Assert.Equal(6, (await ActivitiesAsync()).Count);
    }

    [Fact]
    public async Task A_resync_reads_from_the_beginning_and_doubles_nothing()
    {
        await JoeAsync();
        paper.Put(ann, "inbox", Enumerable.Range(0, 5).Select(i => MailFromJoe($"{i}")));
        await SyncAsync(ann, "inbox");
        paper.Put(ann, "inbox", MailFromJoe("late"));
        paper.Instead = (_, _, link) => link is "5" ? new MailboxRead.ResyncNeeded() : null;

        Assert.IsType<SyncOutcome.Done>(await SyncAsync(ann, "inbox"));

        Assert.Equal(6, (await ActivitiesAsync()).Count);
    }

    [Fact]
    public async Task A_broken_item_is_marked_unreadable_and_the_rest_of_the_page_is_logged()
    {
        await JoeAsync();
        var refused = PaperMailbox.Mail("bad", "joe@litware.example", ann.User.Email) with { ConversationId = "half \ud800 pair" };
        paper.PageSize = 10;
        paper.Put(ann, "inbox", MailFromJoe("1"), new MailboxItem.Broken("g-broken", LedgerKind.Message), new MailboxItem.Mail(refused),
            MailFromJoe("2"));

        Assert.IsType<SyncOutcome.Done>(await SyncAsync(ann, "inbox"));

        Assert.Equal(2, (await ActivitiesAsync()).Count);
        Assert.Equal(
            2, await world.InDatabaseAsync(ann.User, db => db.CaptureLedger.CountAsync(e => e.Reason == CaptureReason.Unreadable)));
    }

    [Fact]
    public async Task What_a_person_deleted_is_not_captured_again()
    {
        await JoeAsync();
        paper.Put(ann, "inbox", MailFromJoe("1"));
        await SyncAsync(ann, "inbox");
        await world.InDatabaseAsync(ann.User, async db =>
        {
            (await db.Activities.SingleAsync()).Delete(ann.User.Id, world.Clock.GetUtcNow());
            return await db.SaveAsync(CancellationToken.None);
        });

        paper.Put(
            ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "joe@litware.example", ann.User.Email) with { GraphId = "g-again" }));
        await SyncAsync(ann, "inbox");

        Assert.True(Assert.Single(await ActivitiesAsync()).IsDeleted);
    }

    [Fact]
    public async Task A_skipped_mail_is_logged_when_it_is_read_again_after_its_contact_was_made()
    {
        paper.Put(ann, "inbox", MailFromJoe("1"));
        await SyncAsync(ann, "inbox");
        Assert.Empty(await ActivitiesAsync());

        await JoeAsync();
        paper.Put(ann, "inbox", MailFromJoe("1"));
        await SyncAsync(ann, "inbox");

        Assert.Single(await ActivitiesAsync());
        Assert.Equal(CaptureReason.KnownContact, (await WhyAsync(ann, "<1@mail.example>")).Reason);
    }

    [Fact]
    public async Task A_mail_without_an_id_is_known_by_sender_time_subject_and_recipients()
    {
        await JoeAsync();
        var mail = PaperMailbox.Mail("1", "joe@litware.example", ann.User.Email) with { InternetMessageId = null };
        paper.Put(ann, "inbox", new MailboxItem.Mail(mail), new MailboxItem.Mail(mail with { GraphId = "g-copy" }),
            new MailboxItem.Mail(mail with { GraphId = "g-other", Subject = "Another" }));

        await SyncAsync(ann, "inbox");

        Assert.Equal(2, (await ActivitiesAsync()).Count);
    }

    [Fact]
    public async Task A_meeting_of_two_calendars_is_one_activity_and_moves_once()
    {
        await JoeAsync();
        var bob = await MailboxOfAsync("Bob Stone");
        var start = world.Clock.GetUtcNow().AddDays(2);
        var meeting = PaperMailbox.Meeting("1", start, "joe@litware.example", ann.User.Email, bob.User.Email);
        paper.Put(ann, Mailbox.Calendar, new MailboxItem.Meeting(meeting))
            .Put(bob, Mailbox.Calendar, new MailboxItem.Meeting(meeting with { GraphId = "e-bob" }));
        await SyncAsync(ann, Mailbox.Calendar);
        await SyncAsync(bob, Mailbox.Calendar);

        paper.Put(ann, Mailbox.Calendar, new MailboxItem.Meeting(meeting with { Start = start.AddHours(3), End = start.AddHours(4) }));
        paper.Put(
            bob, Mailbox.Calendar,
            new MailboxItem.Meeting(meeting with { GraphId = "e-bob", Start = start.AddHours(3), End = start.AddHours(4) }));
        await SyncAsync(ann, Mailbox.Calendar);
        await SyncAsync(bob, Mailbox.Calendar);

        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal((start.AddHours(3), 2, 2), (activity.OccurredAt, activity.Version, activity.Mailboxes.Count));
    }

    [Fact]
    public async Task A_meeting_that_turns_private_keeps_its_hour_and_loses_its_words()
    {
        await JoeAsync();
        var meeting = PaperMailbox.Meeting("1", world.Clock.GetUtcNow().AddDays(2), "joe@litware.example", ann.User.Email);
        paper.Put(ann, Mailbox.Calendar, new MailboxItem.Meeting(meeting)).Says("e-1", "Confidential words");
        await SyncAsync(ann, Mailbox.Calendar);

        paper.Put(ann, Mailbox.Calendar, new MailboxItem.Meeting(meeting with { Sensitivity = Sensitivity.Private }));
        await SyncAsync(ann, Mailbox.Calendar);

        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal(("Private meeting", null, null), (activity.Subject, activity.Body, activity.Location));
    }

    [Fact]
    public async Task A_meeting_gone_from_its_owners_calendar_is_cancelled_one_that_only_left_the_window_is_not()
    {
        await JoeAsync();
        var one = PaperMailbox.Meeting("1", world.Clock.GetUtcNow().AddDays(2), "joe@litware.example", ann.User.Email);
        var two = PaperMailbox.Meeting("2", world.Clock.GetUtcNow().AddDays(3), "joe@litware.example", ann.User.Email);
        paper.Put(ann, Mailbox.Calendar, new MailboxItem.Meeting(one), new MailboxItem.Meeting(two));
        await SyncAsync(ann, Mailbox.Calendar);

        paper.Put(ann, Mailbox.Calendar, new MailboxItem.Removed("e-1", LedgerKind.Event));
        await SyncAsync(ann, Mailbox.Calendar);
        paper.Instead = (_, _, link) => link == "3"
            ? new MailboxRead.Page([new MailboxItem.Removed("e-2", LedgerKind.Event)], "4", true)
            : null;
        await SyncAsync(ann, Mailbox.Calendar);

        Assert.Equal(
            [ActivityStatus.Cancelled, ActivityStatus.Pending], (await ActivitiesAsync()).OrderBy(a => a.OccurredAt).Select(a => a.Status));
    }

    [Fact]
    public async Task People_see_the_state_of_their_own_mailbox_only()
    {
        await JoeAsync();
        var bob = await MailboxOfAsync("Bob Stone");
        paper.Put(ann, "inbox", MailFromJoe("1"));
        await SyncAsync(ann, "inbox");

        var hers =
            (await world.RunAsync(ann.User with { Door = Door.Outlook },
                (ShowCaptureStateHandler h, CancellationToken ct) => h.HandleAsync(new ShowCaptureState(), ct))).Value;
        var his =
            (await world.RunAsync(bob.User with { Door = Door.Outlook },
                (ShowCaptureStateHandler h, CancellationToken ct) => h.HandleAsync(new ShowCaptureState(), ct))).Value;

        Assert.Equal(("inbox", 1), (Assert.Single(hers.Folders).Resource, Assert.Single(hers.LastWeek).Count));
        Assert.Empty(his.Folders);
        Assert.Equal(CaptureReason.NotRead, (await WhyAsync(bob, "<1@mail.example>")).Reason);
    }

    private Task<Guid> JoeAsync() => world.ContactAsync(ann.User, "Joe", "Fox", "joe@litware.example");

    private MailboxItem MailFromJoe(string id) => new MailboxItem.Mail(PaperMailbox.Mail(id, "joe@litware.example", ann.User.Email));

    private async Task<Mailbox> MailboxOfAsync(string name) =>
        new(await world.UserAsync(name, door: Door.Capture), Guid.CreateVersion7(world.Clock.GetUtcNow()));

    private MailboxSync Sync(Action<CapturePolicy>? policy = null)
    {
        policy?.Invoke(world.Services.GetRequiredService<IOptions<CapturePolicy>>().Value);
        return paper.SyncOf(world);
    }

    private Task<SyncOutcome> SyncAsync(Mailbox mailbox, string resource, Action<CapturePolicy>? policy = null) =>
        Sync(policy).RunAsync(mailbox, resource, CancellationToken.None);

    private Task<List<Activity>> ActivitiesAsync() =>
        world.InDatabaseAsync(ann.User, db => db.Activities.Include(a => a.Participants).Include(a => a.Mailboxes).ToListAsync());

    private async Task<CaptureExplanation> WhyAsync(Mailbox mailbox, string id) =>
        (await world.RunAsync(mailbox.User with { Door = Door.Outlook },
            (WhyCapturedHandler h, CancellationToken ct) => h.HandleAsync(new WhyCaptured(id), ct))).Value;
}
