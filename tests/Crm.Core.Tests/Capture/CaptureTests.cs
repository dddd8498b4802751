namespace Crm.Core.Tests.Capture;

/// <summary>Mails that become activities, each of them one.</summary>
public sealed class CaptureTests : MailboxTests
{
    [Fact]
    public async Task A_mail_from_a_known_contact_becomes_one_activity_on_contact_company_and_open_deal()
    {
        var company = await World.CompanyAsync(Ann.User, "Litware", "litware.example");
        var contact = await World.ContactAsync(Ann.User, "Joe", "Fox", "joe@litware.example", company);
        var deal = await World.DealAsync(Ann.User, "Renewal", "10000", "Proposal", company, contact);
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "joe@litware.example", Ann.User.Email, "About the renewal")))
            .Says("g-1", "Dear Ann");

        await SyncAsync(Ann, "inbox");

        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal((contact, company, deal), (activity.ContactId, activity.CompanyId, activity.DealId));
        Assert.Equal(("About the renewal", "Dear Ann", Direction.Inbound, ActivityStatus.Completed),
            (activity.Subject, activity.Body, activity.Direction, activity.Status));
        var answer = await WhyAsync(Ann, "<1@mail.example>");
        Assert.Equal((LedgerOutcome.Logged, CaptureReason.KnownContact, activity.Id), (answer.Outcome, answer.Reason, answer.ActivityId));
    }

    [Fact]
    public async Task A_mail_delivered_twice_stays_one_activity()
    {
        await JoeAsync();
        Paper.Put(Ann, "inbox", MailFromJoe("1"), MailFromJoe("1"),
            new MailboxItem.Mail(PaperMailbox.Mail("1", "joe@litware.example", Ann.User.Email) with { GraphId = "g-copy" }));

        await SyncAsync(Ann, "inbox");
        await SyncAsync(Ann, "inbox");

        Assert.Single(await ActivitiesAsync());
        Assert.Equal(2, await World.InDatabaseAsync(Ann.User, db => db.CaptureLedger.CountAsync()));
    }

    [Fact]
    public async Task A_captured_mail_has_the_defaults_of_custom_fields_and_is_not_asked_for_required_ones()
    {
        var admin = await World.UserAsync("Ada Root", Role.Admin);
        foreach (var field in (DefineField[])[new(RecordKind.Activity, "Region", "TEXT", IsRequired: true),
            new(RecordKind.Activity, "Mood", "TEXT", Default: JsonSerializer.SerializeToElement("good", JsonSerializerOptions.Default))])
        {
            await World.DefineAsync(admin, field);
        }

        await JoeAsync();
        Paper.Put(Ann, "inbox", MailFromJoe("1"), MailFromJoe("2"));
        await SyncAsync(Ann, "inbox");

        Assert.Equal(["""{"mood":"good"}""", """{"mood":"good"}"""],
            (await ActivitiesAsync()).Select(a => JsonSerializer.Serialize(a.Custom, JsonSerializerOptions.Default)));
    }

    [Fact]
    public async Task A_mail_to_two_reps_is_one_activity_from_two_mailboxes()
    {
        await JoeAsync();
        var bob = await MailboxOfAsync("Bob Stone");
        var mail = PaperMailbox.Mail("1", "joe@litware.example", $"{Ann.User.Email},{bob.User.Email}");
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(mail)).Put(bob, "inbox", new MailboxItem.Mail(mail with { GraphId = "g-bob" }));

        await SyncAsync(Ann, "inbox");
        await SyncAsync(bob, "inbox");

        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal(2, activity.Mailboxes.Count);
        Assert.Equal((CaptureReason.AlreadyLogged, activity.Id),
            ((await WhyAsync(bob, "<1@mail.example>")).Reason, (await WhyAsync(bob, "<1@mail.example>")).ActivityId));
        Assert.Single(await World.InDatabaseAsync(bob.User with { Door = Door.Teams }, db => db.Activities.ToListAsync()));
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
            Paper.Put(rep, "inbox", i % 2 == 0 ? mails : mails.Reverse());
        }

        Paper.PageSize = 6;
        var sync = Sync();
        await Task.WhenAll(reps.Select(r => Task.Run(() => sync.RunAsync(r, "inbox", CancellationToken.None))));

        var activities = await ActivitiesAsync();
        Assert.Equal(12, activities.Count);
        Assert.All(activities, a => Assert.Equal(8, a.Mailboxes.Count));
        Assert.Equal(96, await World.InDatabaseAsync(Ann.User, db => db.CaptureLedger.CountAsync(e => e.Outcome == LedgerOutcome.Logged)));
    }

    [Fact]
    public async Task Somebody_of_a_known_company_is_enough_but_a_free_mail_domain_is_nobodys()
    {
        var company = await World.CompanyAsync(Ann.User, "Litware", "litware.example");
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "new@litware.example", Ann.User.Email)),
            new MailboxItem.Mail(PaperMailbox.Mail("2", "joe@gmail.com", Ann.User.Email)));

        await SyncAsync(Ann, "inbox");

        var activity = Assert.Single(await ActivitiesAsync());
        Assert.Equal((company, (Guid?)null), (activity.CompanyId, activity.ContactId));
    }

    [Fact]
    public async Task The_own_contact_comes_before_a_colleagues()
    {
        var bob = await MailboxOfAsync("Bob Stone");
        await World.ContactAsync(bob.User with { Door = Door.Teams }, "Joseph", "Fox", "joe@litware.example");
        var own = await World.ContactAsync(Ann.User with { Door = Door.Teams }, "Joe", "Fox", "joe@litware.example");
        Paper.Put(Ann, "inbox", MailFromJoe("1"));

        await SyncAsync(Ann, "inbox");

        Assert.Equal(own, Assert.Single(await ActivitiesAsync()).ContactId);
    }

    [Fact]
    public async Task A_mail_without_an_id_is_known_by_sender_time_subject_and_recipients()
    {
        await JoeAsync();
        var mail = PaperMailbox.Mail("1", "joe@litware.example", Ann.User.Email) with { InternetMessageId = null };
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(mail), new MailboxItem.Mail(mail with { GraphId = "g-copy" }),
            new MailboxItem.Mail(mail with { GraphId = "g-other", Subject = "Another" }));

        await SyncAsync(Ann, "inbox");

        Assert.Equal(2, (await ActivitiesAsync()).Count);
    }
}
