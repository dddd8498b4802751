namespace Crm.Core.Tests.Capture;

/// <summary>What the organisation and each person decide about capture.</summary>
public sealed class PolicyTests : MailboxTests
{
    [Fact]
    public async Task What_a_person_never_logs_is_kept_out_of_their_mailbox_from_then_on()
    {
        await JoeAsync();
        await SaveAsync(Me, new SavePolicy { NeverLog = "@Litware.example" });
        Paper.Put(Ann, "inbox", MailFromJoe("1"));

        await SyncAsync(Ann, "inbox");

        Assert.Empty(await ActivitiesAsync());
        Assert.Equal(CaptureReason.NeverLog, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
    }

    [Fact]
    public async Task The_strictest_participant_wins_whoevers_mailbox_shows_it()
    {
        await JoeAsync();
        var bob = await MailboxOfAsync("Bob Stone");
        await SaveAsync(Me, new SavePolicy { NeverLog = "joe@litware.example" });
        Paper.Put(bob, "inbox",
            new MailboxItem.Mail(PaperMailbox.Mail("1", "joe@litware.example", $"{bob.User.Email},{Ann.User.Email}")),
            new MailboxItem.Mail(PaperMailbox.Mail("2", "joe@litware.example", bob.User.Email)));

        await SyncAsync(bob, "inbox");

        Assert.Equal(CaptureReason.NeverLog, (await WhyAsync(bob, "<1@mail.example>")).Reason);
        Assert.Equal(CaptureReason.KnownContact, (await WhyAsync(bob, "<2@mail.example>")).Reason);
    }

    [Fact]
    public async Task A_policy_for_the_past_takes_out_what_it_covers_and_leaves_nothing_of_it()
    {
        var joe = await JoeAsync();
        Paper.Put(Ann, "inbox", MailFromJoe("1"), MailFromJoe("2"));
        await SyncAsync(Ann, "inbox");
        var preview = await PreviewAsync(Me, new PreviewPolicy { NeverLog = "joe@litware.example" });

        var saved = await SaveAsync(Me, new SavePolicy { NeverLog = "joe@litware.example", IsRetroactive = true });

        Assert.Equal((2, 2, 0), (preview.Removed, saved.Removed, saved.ReadAgain));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from activities"));
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from record_history where entity = 'activity'"));
        Assert.True(await World.TruthAsync<bool>($"select last_activity_at is null from contacts where id = '{joe}'"));
        Assert.Equal(CaptureReason.NeverLog, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
    }

    [Fact]
    public async Task A_policy_for_what_comes_leaves_the_past_alone()
    {
        await JoeAsync();
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        await SyncAsync(Ann, "inbox");

        await SaveAsync(Me, new SavePolicy { NeverLog = "joe@litware.example" });

        Assert.Single(await ActivitiesAsync());
    }

    [Fact]
    public async Task What_was_kept_out_comes_in_when_the_entry_is_taken_back()
    {
        await JoeAsync();
        var first = await SaveAsync(Me, new SavePolicy { NeverLog = "litware.example" });
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        await SyncAsync(Ann, "inbox");

        var saved = await SaveAsync(Me, new SavePolicy { Version = first.Version, IsRetroactive = true });
        await Sync().ReadAgainAsync(Ann, CancellationToken.None);

        Assert.Equal(1, saved.ReadAgain);
        Assert.Single(await ActivitiesAsync());
        Assert.Equal(0L, await WaitingAsync());
    }

    [Fact]
    public async Task Taken_out_and_let_in_again_it_is_what_it_was()
    {
        await JoeAsync();
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        await SyncAsync(Ann, "inbox");
        var out_ = await SaveAsync(Me, new SavePolicy { NeverLog = "litware.example", IsRetroactive = true });

        await SaveAsync(Me, new SavePolicy { Version = out_.Version, IsRetroactive = true });
        await Sync().ReadAgainAsync(Ann, CancellationToken.None);

        Assert.Equal(CaptureReason.KnownContact, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
        Assert.Single(await ActivitiesAsync());
    }

    [Fact]
    public async Task The_organisations_own_domain_makes_mail_among_colleagues_of_it()
    {
        await JoeAsync();
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        await SyncAsync(Ann, "inbox");
        var admin = await AdminAsync();

        var saved = await SaveAsync(
            admin, new SavePolicy { Whose = "organisation", InternalDomains = "litware.example", IsRetroactive = true });

        Assert.Equal(1, saved.Removed);
        Assert.Equal(CaptureReason.InternalOnly, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
    }

    [Theory]
    [InlineData("MANUAL")]
    [InlineData("OFF")]
    public async Task Nothing_is_captured_by_itself_where_a_person_says_so(string mode)
    {
        await JoeAsync();
        await SaveAsync(Me, new SavePolicy { Mode = mode });
        Paper.Put(Ann, "inbox", MailFromJoe("1"));

        Assert.IsType<SyncOutcome.Off>(await SyncAsync(Ann, "inbox"));
        Assert.Equal(CaptureReason.SwitchedOff, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
    }

    [Fact]
    public async Task Only_chosen_categories_are_captured_where_a_person_says_so()
    {
        await JoeAsync();
        await SaveAsync(Me, new SavePolicy { Mode = "CHOSEN", Chosen = "Customers" });
        var mail = PaperMailbox.Mail("1", "joe@litware.example", Ann.User.Email);
        Paper.Put(Ann, "inbox", new MailboxItem.Mail(mail), new MailboxItem.Mail(
            PaperMailbox.Mail("2", "joe@litware.example", Ann.User.Email) with { Categories = ["customers"] }));

        await SyncAsync(Ann, "inbox");

        Assert.Equal(CaptureReason.NotChosen, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
        Assert.Equal(CaptureReason.KnownContact, (await WhyAsync(Ann, "<2@mail.example>")).Reason);
    }

    [Fact]
    public async Task A_person_cannot_loosen_what_the_organisation_says()
    {
        await JoeAsync();
        await SaveAsync(await AdminAsync(), new SavePolicy { Whose = "organisation", Mode = "MANUAL" });
        await SaveAsync(Me, new SavePolicy { Mode = "ON" });
        Paper.Put(Ann, "inbox", MailFromJoe("1"));

        Assert.IsType<SyncOutcome.Off>(await SyncAsync(Ann, "inbox"));
    }

    [Fact]
    public async Task The_organisations_policy_is_an_administrators()
    {
        var refused = await World.RunAsync(Me, (SavePolicyHandler h, CancellationToken ct) =>
            h.HandleAsync(new SavePolicy { Whose = "organisation", Mode = "OFF" }, ct));

        Assert.Equal(RefusalKind.NotAllowed, refused.Refusal?.Kind);
        Assert.Equal(0L, await World.TruthAsync<long>("select count(*) from capture_policies"));
    }

    [Fact]
    public async Task Nobody_takes_out_what_only_others_have()
    {
        await JoeAsync();
        var bob = await MailboxOfAsync("Bob Stone");
        Paper.Put(bob, "inbox", new MailboxItem.Mail(PaperMailbox.Mail("1", "joe@litware.example", bob.User.Email)));
        await SyncAsync(bob, "inbox");

        var saved = await SaveAsync(Me, new SavePolicy { NeverLog = "joe@litware.example", IsRetroactive = true });
        var forced = await World.InDatabaseAsync(Me, db => db.Context.Database
            .SqlQuery<int>($"select keep_out(array(select id from activities), 'never-log') as \"Value\"").SingleAsync());

        Assert.Equal((0, 0), (saved.Removed, forced));
        Assert.Equal(1L, await World.TruthAsync<long>("select count(*) from activities"));
    }

    [Fact]
    public async Task Two_who_change_one_policy_are_told_of_each_other()
    {
        await SaveAsync(Me, new SavePolicy { NeverLog = "a@one.example" });

        var refused = await World.RunAsync(
            Me, (SavePolicyHandler h, CancellationToken ct) => h.HandleAsync(new SavePolicy { NeverLog = "b@two.example" }, ct));

        Assert.Equal((RefusalKind.Conflict, 1), (refused.Refusal?.Kind, refused.Refusal?.CurrentVersion));
    }

    [Theory]
    [InlineData("ann at litware", "neverLog")]
    [InlineData("com", "neverLog")]
    [InlineData("@co.uk", "neverLog")]
    public async Task An_entry_that_is_neither_address_nor_domain_is_refused_by_name(string entry, string field)
    {
        var refused = await World.RunAsync(
            Me, (PreviewPolicyHandler h, CancellationToken ct) => h.HandleAsync(
                new PreviewPolicy { NeverLog = $"joe@x.example\n{entry}" }, ct));

        Assert.Contains($"“{entry}”", refused.Refusal?.For(field), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_becomes_a_contact_brings_their_earlier_mail_along()
    {
        Paper.Put(Ann, "inbox", MailFromJoe("1"), new MailboxItem.Mail(PaperMailbox.Mail("2", "eve@fourth.example", Ann.User.Email)));
        await SyncAsync(Ann, "inbox");
        Assert.Empty(await ActivitiesAsync());

        await JoeAsync();
        Assert.Equal(1L, await WaitingAsync());
        await World.CompanyAsync(Ann.User, "Fourth", "fourth.example");
        Assert.Equal(2L, await WaitingAsync());
        await Sync().ReadAgainAsync(Ann, CancellationToken.None);

        Assert.Equal(2, (await ActivitiesAsync()).Count);
        Assert.Equal(0L, await WaitingAsync());
    }

    [Fact]
    public async Task What_left_the_mailbox_meanwhile_is_not_looked_for_for_ever()
    {
        Paper.Put(Ann, "inbox", MailFromJoe("1"));
        await SyncAsync(Ann, "inbox");
        Paper.Clear(Ann, "inbox");
        await JoeAsync();

        await Sync().ReadAgainAsync(Ann, CancellationToken.None);

        Assert.Equal(0L, await WaitingAsync());
        Assert.Equal(CaptureReason.Unknown, (await WhyAsync(Ann, "<1@mail.example>")).Reason);
    }

    private Task<CurrentUser> AdminAsync() => World.UserAsync("Olga Admin", role: Role.Admin);

    private Task<long> WaitingAsync() => World.TruthAsync<long>("select count(*) from capture_ledger where read_again_at is not null");

    private async Task<PolicySaved> SaveAsync(CurrentUser who, SavePolicy policy) =>
        (await World.RunAsync(who, (SavePolicyHandler h, CancellationToken ct) => h.HandleAsync(policy, ct))).Value;

    private async Task<PolicyPreview> PreviewAsync(CurrentUser who, PreviewPolicy policy) =>
        (await World.RunAsync(who, (PreviewPolicyHandler h, CancellationToken ct) => h.HandleAsync(policy, ct))).Value;
}
