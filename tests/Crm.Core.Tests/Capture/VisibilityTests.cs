namespace Crm.Core.Tests.Capture;

/// <summary>What others may read of captured items is each mailbox owner's to say; the strictest counts.</summary>
public sealed class VisibilityTests : MailboxTests
{
    private const string Words = "select subject || coalesce(' ' || body, '') || coalesce(' ' || location, '') from activities";

    private const string Withheld =
        "select concat_ws(' ', subject, body, location, direction, to_char(occurred_at at time zone 'UTC', 'HH24:MI')) from withheld_words";

    [Theory]
    [InlineData("FULL", "Offer Dear Ann", null)]
    [InlineData("SUBJECT", "Offer", "Dear Ann")]
    [InlineData("METADATA", "E-mail", "Offer Dear Ann")]
    [InlineData("CONTACT_HAPPENED", "E-mail", "Offer Dear Ann INBOUND 08:00")]
    public async Task What_others_may_not_read_of_a_mail_does_not_stand_where_others_read(string level, string shown, string? withheld)
    {
        await JoeAsync();
        await SaveAsync(Me, new SavePolicy { Visibility = level });
        await MailAsync();

        Assert.Equal(shown, await World.TruthAsync<string>(Words));
        Assert.Equal(withheld is null ? 0L : 1L, await World.TruthAsync<long>("select count(*) from withheld_words"));
        if (withheld is not null)
        {
            Assert.Equal(withheld, await World.TruthAsync<string>(Withheld));
        }

        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from record_history where entity = 'activity'"));
        var seen = await ShownAsync(Me);
        Assert.Equal(("Offer", "Dear Ann", false), (seen.Activity.Subject, seen.Body, seen.IsWithheld));
        var outsider = await World.UserAsync("Max Boss", Role.Manager);
        Assert.Equal(withheld is not null, (await ShownAsync(outsider)).IsWithheld);
    }

    [Fact]
    public async Task Of_a_contact_that_happened_the_day_is_told_and_not_the_hour()
    {
        await JoeAsync();
        await SaveAsync(Me, new SavePolicy { Visibility = "CONTACT_HAPPENED" });
        await MailAsync();
        var boss = await World.UserAsync("Max Boss", Role.Manager);

        var seen = (await ShownAsync(boss)).Activity;

        Assert.Equal((new DateOnly(2027, 3, 10), null), (seen.OccurredOn, seen.Direction));
        Assert.Equal(new TimeSpan(10, 0, 0), seen.OccurredAt.TimeOfDay);
        Assert.Equal(0, await World.InDatabaseAsync(boss, db => db.ActivityParticipants.CountAsync()));
        Assert.Equal(2, await World.InDatabaseAsync(Me, db => db.ActivityParticipants.CountAsync()));
        var mine = (await ShownAsync(Me)).Activity;
        Assert.Equal((null, Direction.Inbound, 8), (mine.OccurredOn, mine.Direction, mine.OccurredAt.Hour));
    }

    [Theory]
    [InlineData("SUBJECT", "METADATA")]
    [InlineData("METADATA", "SUBJECT")]
    [InlineData("METADATA", null)]
    public async Task Of_two_mailboxes_that_hold_one_mail_the_stricter_owner_counts(string? anns, string? bobs)
    {
        await JoeAsync();
        var bob = await MailboxOfAsync("Bob Stone");
        await SaveAsync(Me, new SavePolicy { Visibility = anns });
        await SaveAsync(bob.User with { Door = Door.Teams }, new SavePolicy { Visibility = bobs });
        var mail = PaperMailbox.Mail("1", "joe@litware.example", $"{Ann.User.Email},{bob.User.Email}");
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(mail)).Put(bob, "inbox", new MailboxItem.Mail(mail with { GraphId = "g-bob" }))
            .Says("g-1", "Dear Ann").Says("g-bob", "Dear Ann");

        await SyncAsync(Ann, "inbox");
        await SyncAsync(bob, "inbox");

        Assert.Equal("E-mail", await World.TruthAsync<string>(Words));
        Assert.Equal("Offer Dear Ann", await World.TruthAsync<string>(Withheld));
        Assert.Equal("Offer", (await ShownAsync(Me)).Activity.Subject);
        Assert.Equal("Offer", (await ShownAsync(bob.User with { Door = Door.Outlook })).Activity.Subject);
    }

    [Fact]
    public async Task A_stricter_level_for_what_comes_leaves_the_past_alone_and_for_the_past_takes_it_along()
    {
        await JoeAsync();
        await MailAsync();
        var first = await SaveAsync(Me, new SavePolicy { Visibility = "METADATA" });
        Assert.Equal("Offer Dear Ann", await World.TruthAsync<string>(Words));
        var preview = await PreviewAsync(Me, new PreviewPolicy { Visibility = "METADATA" });

        var saved = await SaveAsync(Me, new SavePolicy { Version = first.Version, Visibility = "METADATA", IsRetroactive = true });

        Assert.Equal((1, 0, 1, 0), (preview.Hidden, preview.Shown, saved.Hidden, saved.Shown));
        Assert.Equal("E-mail", await World.TruthAsync<string>(Words));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from record_history where entity = 'activity'"));
        var back = await SaveAsync(Me, new SavePolicy { Version = saved.Version, IsRetroactive = true });
        Assert.Equal((0, 1), (back.Hidden, back.Shown));
        Assert.Equal("Offer Dear Ann", await World.TruthAsync<string>(Words));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from withheld_words"));
        Assert.Equal("1 0,0 1,0 0", await World.TruthAsync<string>(
            "select string_agg(hidden || ' ' || shown, ',' order by hidden desc, shown desc) from capture_receipts"));
    }

    [Fact]
    public async Task The_organisations_level_counts_for_every_mailbox_and_a_person_can_only_be_stricter()
    {
        await JoeAsync();
        await MailAsync();
        var admin = await World.UserAsync("Olga Admin", role: Role.Admin);
        await SaveAsync(Me, new SavePolicy { Visibility = "SUBJECT" });

        var saved = await SaveAsync(
            admin, new SavePolicy { Whose = "organisation", Visibility = "METADATA", IsRetroactive = true });

        Assert.Equal((1, 0), (saved.Hidden, saved.Shown));
        Assert.Equal("E-mail", await World.TruthAsync<string>(Words));
        Assert.True((await ShownAsync(admin)).IsWithheld);
    }

    [Theory]
    [InlineData("METADATA")]
    [InlineData("CONTACT_HAPPENED")]
    public async Task A_meeting_that_is_renamed_and_moved_stays_withheld_and_its_owner_reads_the_new_words(string level)
    {
        await JoeAsync();
        await SaveAsync(Me, new SavePolicy { Visibility = level });
        var start = World.Clock.GetUtcNow().AddDays(2);
        var meeting = PaperMailbox.Meeting("1", start, "joe@litware.example", Ann.User.Email);
        Paper.Put(Ann, Mailbox.Calendar, new MailboxItem.Meeting(meeting)).Says("e-1", "Agenda");
        await SyncAsync(Ann, Mailbox.Calendar);

        Paper.Put(Ann, Mailbox.Calendar, new MailboxItem.Meeting(
            meeting with { Subject = "Second thoughts", Location = "Room 2", Start = start.AddHours(3), End = start.AddHours(4) }));
        await SyncAsync(Ann, Mailbox.Calendar);

        Assert.Equal("Meeting", await World.TruthAsync<string>(Words));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from record_history where changes::text ~ 'Quote|Second|Room'"));
        var mine = await ShownAsync(Me);
        Assert.Equal(
            ("Second thoughts", "Room 2", start.AddHours(3), "Agenda"),
            (mine.Activity.Subject, mine.Location, mine.Activity.OccurredAt, mine.Body));
    }

    [Fact]
    public async Task A_withheld_meeting_that_turns_private_leaves_no_words_anywhere()
    {
        await JoeAsync();
        await SaveAsync(Me, new SavePolicy { Visibility = "METADATA" });
        var meeting = PaperMailbox.Meeting("1", World.Clock.GetUtcNow().AddDays(2), "joe@litware.example", Ann.User.Email);
        Paper.Put(Ann, Mailbox.Calendar, new MailboxItem.Meeting(meeting));
        await SyncAsync(Ann, Mailbox.Calendar);

        Paper.Put(Ann, Mailbox.Calendar, new MailboxItem.Meeting(meeting with { Sensitivity = Sensitivity.Private }));
        await SyncAsync(Ann, Mailbox.Calendar);

        Assert.Equal("Private meeting", await World.TruthAsync<string>(Words));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from withheld_words"));
    }

    [Fact]
    public async Task Who_is_erased_is_erased_of_withheld_words_too()
    {
        var joe = await JoeAsync();
        await World.ContactAsync(Ann.User, "Nina", "North", "nina@north.example");
        await SaveAsync(Me, new SavePolicy { Visibility = "METADATA" });
        Paper.Put(
            Ann, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "joe@litware.example", $"{Ann.User.Email},nina@north.example")),
            MailFromJoe("2"));
        await SyncAsync(Ann, "inbox");
        var admin = await World.UserAsync("Olga Admin", role: Role.Admin);

        await World.RunAsync(admin, (EraseContactHandler h, CancellationToken ct) => h.HandleAsync(new EraseContact(joe), ct));

        Assert.Equal("Erased person", await World.TruthAsync<string>(Words));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from withheld_words"));
    }

    [Fact]
    public async Task Nobody_moves_the_words_of_a_colleagues_mailbox()
    {
        await JoeAsync();
        await SaveAsync(Me, new SavePolicy { Visibility = "METADATA" });
        await MailAsync();
        var boss = await World.UserAsync("Max Boss", Role.Manager);

        var counted = await World.InDatabaseAsync(boss, db => db.Context.Database.SqlQuery<string>(
            $"select show_captured(array[{Ann.User.Id}], array['FULL'], '{{}}', true)::text as \"Value\"").SingleAsync());

        Assert.Equal("""{"shown": 0, "hidden": 0}""", counted);
        Assert.Equal("E-mail", await World.TruthAsync<string>(Words));
    }

    private async Task MailAsync()
    {
        Paper.Put(Ann, "inbox", MailFromJoe("1")).Says("g-1", "Dear Ann");
        await SyncAsync(Ann, "inbox");
    }

    private async Task<ActivityDetails> ShownAsync(CurrentUser who)
    {
        var id = await World.TruthAsync<Guid>("select id from activities");
        return (await World.RunAsync(who, (ShowActivityHandler h, CancellationToken ct) => h.HandleAsync(new ShowActivity(id), ct))).Value;
    }

    private async Task<PolicySaved> SaveAsync(CurrentUser who, SavePolicy policy) =>
        (await World.RunAsync(who, (SavePolicyHandler h, CancellationToken ct) => h.HandleAsync(policy, ct))).Value;

    private async Task<PolicyPreview> PreviewAsync(CurrentUser who, PreviewPolicy policy) =>
        (await World.RunAsync(who, (PreviewPolicyHandler h, CancellationToken ct) => h.HandleAsync(policy, ct))).Value;
}
